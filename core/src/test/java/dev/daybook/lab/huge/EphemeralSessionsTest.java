package dev.daybook.lab.huge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ChildJvm;
import dev.daybook.Daybook;
import dev.daybook.Durability;
import dev.daybook.MemoryFolder;
import dev.daybook.OpenDescriptors;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One daybook that opens, records in and closes 200,000 sessions one after another (short form:
 * 5,000) keeps nothing of them: a heap of 24 MB is enough and no file stays open.
 */
@Tag(Lab.TAG)
@Timeout(600)
class EphemeralSessionsTest {

  @Test
  void closedSessionsLeaveNothingBehind(@TempDir(factory = MemoryFolder.class) Path root)
      throws Exception {
    int sessions = Lab.rounds(5_000, 200_000);
    Finding finding = Lab.finding("many sessions").add("sessions", sessions);
    new ChildJvm()
        .heapMegabytes(24)
        .flag("-XX:+UseSerialGC")
        .withinSeconds(500)
        .run(Child.class, root.toString(), String.valueOf(sessions));
    finding.add("open files left", 0).add("lost", 0);
  }

  /** Measures itself when it is warm and at the end; what grew with the sessions is an error. */
  public static final class Child {

    private static final int WARM = 1_000;
    private static final long MAX_BYTES_A_SESSION = 100;

    private Child() {}

    public static void main(String[] args) {
      int sessions = Integer.parseInt(args[1]);
      try (Daybook daybook = Daybook.open(Path.of(args[0]))) {
        long heap = 0;
        int files = 0;
        for (int n = 0; n < sessions; n++) {
          if (n == WARM) {
            heap = usedHeap();
            files = OpenDescriptors.count();
          }
          try (Session session = daybook.openSession("session-" + n)) {
            session.recordSync(new UserMessage("hello"), Durability.WRITTEN);
          }
        }
        assertThat(OpenDescriptors.count()).as("open files").isLessThanOrEqualTo(files);
        assertThat(usedHeap() - heap)
            .as("bytes kept of %s sessions", sessions - WARM)
            .isLessThan(MAX_BYTES_A_SESSION * (sessions - WARM));
        assertThat(daybook.counters().forced()).isEqualTo(sessions);
        assertThat(daybook.history("session-" + (sessions - 1)).events())
            .containsExactly(new UserMessage("hello"));
      }
    }

    private static long usedHeap() {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return runtime.totalMemory() - runtime.freeMemory();
    }
  }
}
