package dev.daybook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.Session;
import dev.daybook.bench.ListSessions.How;
import dev.daybook.event.UserMessage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ways to a list are the same work, but for what of the files they read. */
class ListSessionsTest {

  private static final int SESSIONS = 20;

  @TempDir
  private Path folder;

  @Test
  void bothWaysFindTheSame() {
    try (Daybook daybook = Daybook.open(folder)) {
      for (int i = 0; i < SESSIONS; i++) {
        try (Session session = daybook.openSession("session-" + i)) {
          for (int event = 0; event <= i; event++) {
            session.record(new UserMessage("event " + event));
          }
        }
      }
      assertThat(How.READ_ALL.list(daybook)).hasSize(SESSIONS).isEqualTo(How.DAYBOOK.list(daybook));
    }
  }
}
