package dev.daybook.lab.huge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ChildJvm;
import dev.daybook.Daybook;
import dev.daybook.MemoryFolder;
import dev.daybook.OpenDescriptors;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** 10,000 open sessions (short form: 2,500) in a process that may open 1,024 files. */
@Tag(Lab.TAG)
@Timeout(300)
class ManyOpenSessionsTest {

  @Test
  void openFilesDoNotGrowWithTheSessions(@TempDir(factory = MemoryFolder.class) Path root)
      throws Exception {
    Lab.need(Files.isExecutable(Path.of("/bin/bash")), "no bash to limit open files");
    int sessions = Lab.rounds(2_500, 10_000);
    Finding finding = Lab.finding("open sessions, 1,024 files").add("sessions", sessions);
    new ChildJvm()
        .under("/bin/bash", "-c", "ulimit -n 1024 && exec \"$@\"", "bash")
        .heapMegabytes(128)
        .withinSeconds(250)
        .run(Child.class, root.toString(), String.valueOf(sessions));
    finding.add("lost", 0);
  }

  public static final class Child {

    private static final int ROUNDS = 3;

    private Child() {}

    public static void main(String[] args) {
      int size = Integer.parseInt(args[1]);
      List<Session> sessions = new ArrayList<>();
      try (Daybook daybook = Daybook.open(Path.of(args[0]))) {
        for (int s = 0; s < size; s++) {
          sessions.add(daybook.openSession("s-" + s));
        }
        for (int n = 0; n < ROUNDS; n++) {
          for (Session session : sessions) {
            session.record(new UserMessage("event " + n));
          }
        }
        daybook.sync();
        assertThat(OpenDescriptors.count()).isLessThan(800);
        assertThat(daybook.counters().forced()).isEqualTo((long) ROUNDS * size);
        for (Session session : sessions) {
          session.recordSync(new UserMessage("last"));
        }
        for (Session session : sessions) {
          assertThat(daybook.history(session.id()).entries()).hasSize(ROUNDS + 1);
        }
      }
    }
  }
}
