package dev.daybook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether Log4j 2 is as fast as its manual says that it can be. */
class Log4j2SinkTest {

  @TempDir
  private Path folder;

  @Test
  void aCallDoesNotWalkTheCallersStack() {
    AsyncLoggerContext context = new AsyncLoggerContext("test");
    context.start(Log4j2Sink.configuration(folder.resolve("lines.ndjson")));
    try {
      assertThat(context.getLogger("test").get().isIncludeLocation()).isFalse();
    } finally {
      context.stop();
    }
  }
}
