package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.event.UserMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class VirtualThreadsTest {

  private static final int THREADS = 10_000;

  @Test
  @Timeout(60)
  void tenThousandWaitAtOnceAndPinNoCarrier(@TempDir Path root) throws Exception {
    assumeTrue(Runtime.version().feature() >= 21, "virtual threads need JDK 21");
    List<Long> seqs = new ArrayList<>();
    Path recorded = root.resolve("recorded.jfr");
    ExecutorService executor = virtualThreads();
    try (Recording jfr = new Recording();
        Daybook daybook = Daybook.open(root)) {
      // who waits for another to load a class is pinned, too, and no matter of ours
      executor
          .submit(() -> daybook.openSession("first").recordSync(new UserMessage("m")))
          .get(30, TimeUnit.SECONDS);
      jfr.enable("jdk.VirtualThreadPinned").withoutThreshold();
      jfr.start();
      Session session = daybook.openSession("s");
      List<Future<Long>> waiting = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        waiting.add(executor.submit(() -> session.recordSync(new UserMessage("m"))));
      }
      for (Future<Long> each : waiting) {
        seqs.add(each.get(30, TimeUnit.SECONDS));
      }
      executor.submit(() -> Pinning.PINNED).get(30, TimeUnit.SECONDS);
      jfr.stop();
      jfr.dump(recorded);
    } finally {
      executor.shutdownNow();
    }
    assertThat(seqs)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0, THREADS).boxed().toList());
    List<RecordedEvent> pinned = RecordingFile.readAllEvents(recorded);
    assertThat(pinned).as("a thread that is pinned is seen").anyMatch(VirtualThreadsTest::isWanted);
    assertThat(pinned).filteredOn(event -> !isWanted(event)).isEmpty();
  }

  /** Parks its thread where it cannot leave its carrier: in a static initialiser. */
  private static final class Pinning {
    static final boolean PINNED = parked();

    private static boolean parked() {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      return true;
    }
  }

  private static boolean isWanted(RecordedEvent event) {
    return event.getStackTrace() != null
        && event.getStackTrace().getFrames().stream()
            .anyMatch(frame -> frame.getMethod().getType().getName().contains("Pinning"));
  }

  /** By reflection, since the sources compile for 17. */
  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }
}
