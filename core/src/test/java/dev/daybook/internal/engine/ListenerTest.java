package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.DaybookException;
import dev.daybook.JournalListener;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The listener learns which sessions come and go, and which forces are slow. */
@Timeout(60)
class ListenerTest {

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<String> threads = new CopyOnWriteArrayList<>();
  private final Journals options = new Journals();

  ListenerTest() {
    options.listener = new JournalListener() {
      @Override
      public void sessionOpened(String sessionId) {
        hear("opened " + sessionId);
      }

      @Override
      public void sessionClosed(String sessionId) {
        hear("closed " + sessionId);
      }

      @Override
      public void sessionFailed(String sessionId, DaybookException why) {
        hear("failed " + sessionId);
      }

      @Override
      public void slowForce(String sessionId, Duration took) {
        hear("slow " + sessionId + " " + (took.compareTo(options.slowForce) >= 0));
      }
    };
  }

  private void hear(String what) {
    heard.add(what);
    threads.add(Thread.currentThread().getName());
  }

  @Test
  void aSessionIsReportedOnceWhenItOpensAndOnceWhenItCloses() throws Exception {
    try (Journal journal = options.start()) {
      Session session = journal.open("a", new MemoryFile()::asSessionFile);
      // no event and no other call is needed
      Journals.await(() -> heard.size() == 1);
      Session sameSession = journal.open("a", new MemoryFile()::asSessionFile);
      session.close();
      assertThat(heard).containsExactly("opened a");
      sameSession.close();
      Journals.await(() -> heard.size() == 2);
      journal.open("b", new MemoryFile()::asSessionFile).record(new UserMessage("a"));
    }
    Journals.await(() -> heard.size() == 4);
    assertThat(heard).containsExactly("opened a", "closed a", "opened b", "closed b");
    assertThat(threads).containsOnly("daybook-callbacks");
  }

  @Test
  void aSessionThatCannotBeOpenedIsNotReported() throws Exception {
    try (Journal journal = options.start()) {
      assertThatThrownBy(() -> journal.open("a", trusted -> {
            throw new IOException("no file");
          }))
          .hasMessage("no file");
      journal.open("b", new MemoryFile()::asSessionFile).recordSync(new UserMessage("a"));
    }
    Journals.await(() -> heard.size() == 2);
    assertThat(heard).containsExactly("opened b", "closed b");
  }

  @Test
  void aForceThatIsSlowIsReportedByTheThreadThatWaits() throws Exception {
    slowForces(Duration.ofNanos(1));
    try (Journal journal = options.start()) {
      journal.open("a", new MemoryFile()::asSessionFile).recordSync(new UserMessage("a"));
      Journals.await(() -> heard.contains("slow a true"));
    }
    assertThat(threads).containsOnly("daybook-callbacks");
  }

  @Test
  void aForceOnAnotherThreadThatIsSlowIsReported() throws Exception {
    slowForces(Duration.ofNanos(1));
    options.forceInterval = Duration.ofMillis(1);
    try (Journal journal = options.start()) {
      journal.open("a", new MemoryFile()::asSessionFile).record(new UserMessage("a"));
      Journals.await(() -> heard.contains("slow a true"));
    }
  }

  @Test
  void aSlowForceThatFailsIsReportedBeforeItsFailure() throws Exception {
    slowForces(Duration.ofNanos(1));
    Journal journal = options.start();
    MemoryFile file = new MemoryFile((call, operation) -> {
      if (operation.equals("force")) {
        throw new IOException("the device is gone");
      }
    });
    Session session = journal.open("a", file::asSessionFile);
    assertThatThrownBy(() -> session.recordSync(new UserMessage("a")))
        .hasRootCauseMessage("the device is gone");
    assertThatThrownBy(journal::close).hasRootCauseMessage("the device is gone");
    Journals.await(() -> heard.contains("closed a"));
    assertThat(heard).containsExactly("opened a", "slow a true", "failed a", "closed a");
  }

  @Test
  void aForceInTimeIsNotReported() throws Exception {
    try (Journal journal = options.start()) {
      journal.open("a", new MemoryFile()::asSessionFile).recordSync(new UserMessage("a"));
    }
    Journals.await(() -> heard.contains("closed a"));
    assertThat(heard).containsExactly("opened a", "closed a");
  }

  private void slowForces(Duration threshold) {
    options.slowForce = threshold;
  }
}
