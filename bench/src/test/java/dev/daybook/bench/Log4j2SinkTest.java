package dev.daybook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log4j 2 is as fast as its manual says that it can be. */
class Log4j2SinkTest {

  @TempDir
  private Path folder;

  private AsyncLoggerContext context;

  @BeforeEach
  void start() {
    Configuration configuration = Log4j2Sink.configuration(folder.resolve("lines.ndjson"));
    context = new AsyncLoggerContext("test");
    context.start(configuration);
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void aCallDoesNotWalkTheCallersStack() {
    assertThat(context.getLogger("test").get().isIncludeLocation()).isFalse();
  }

  @Test
  void aCallDoesNotWakeTheThreadThatWrites() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!isAnyThreadIn("com.lmax.disruptor.SleepingWaitStrategy")) {
      assertThat(System.nanoTime()).as("the thread waits in another way").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static boolean isAnyThreadIn(String className) {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(frame -> frame.getClassName().equals(className));
  }
}
