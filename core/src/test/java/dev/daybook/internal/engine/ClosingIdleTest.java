package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.JournalListener;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.file.AppendableFile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions that are idle for long, as the journal thread sees them. */
@Timeout(60)
class ClosingIdleTest {

  private static final Duration SOON = Duration.ofMillis(5);

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final Journals options = new Journals();

  ClosingIdleTest() {
    options.closeIdle = SOON;
    options.listener = new JournalListener() {
      @Override
      public void sessionOpened(String sessionId) {
        heard.add("opened " + sessionId);
      }

      @Override
      public void sessionClosed(String sessionId) {
        heard.add("closed " + sessionId);
      }

      @Override
      public void sessionFailed(String sessionId, DaybookException why) {
        heard.add("failed " + sessionId);
      }
    };
  }

  private SessionHandle idle(Journal journal, String id) throws Exception {
    SessionHandle session = journal.open(id, trusted -> new MemoryFile().asSessionFile());
    Journals.await(() -> session.session().isIdle() && heard.contains("closed " + id));
    return session;
  }

  /** A session looks idle when the journal stood in another's force for long. */
  @Test
  void whatIsInTheRingIsTakenFirst() throws Exception {
    Gate gate = new Gate();
    MemoryFile slow = new MemoryFile((call, operation) -> {
      if (operation.equals("force")) {
        gate.pass();
      }
    });
    List<String> recorded = new CopyOnWriteArrayList<>();
    MemoryFile busy = new MemoryFile((call, operation) -> recorded.add(operation));
    options.closeIdle = Duration.ofHours(1);
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("busy", busy::asSessionFile);
      CompletableFuture<Long> held =
          journal.open("slow", slow::asSessionFile).recordAsync(new UserMessage("x"));
      gate.awaitArrival();
      // as if that had taken two hours
      session.session().usedNanos -= 2 * options.closeIdle.toNanos();
      CompletableFuture<Long> waiting = session.recordAsync(new UserMessage("a"));
      gate.open();
      held.get(30, TimeUnit.SECONDS);
      waiting.get(30, TimeUnit.SECONDS);
      assertThat(recorded).containsExactly("write", "force");
    }
  }

  @Test
  void openingAgainIsAUseOfTheSession() throws Exception {
    options.closeIdle = Duration.ofMinutes(5);
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", new MemoryFile()::asSessionFile);
      Journals.await(() -> session.session().usedNanos != 0);
      long before = session.session().usedNanos;
      journal.open("s", new MemoryFile()::asSessionFile);
      Journals.await(() -> session.session().usedNanos != before);
    }
  }

  @Test
  void anInterruptDoesNotKeepFromOpeningAnIdleSession() throws Exception {
    try (Journal journal = options.start()) {
      idle(journal, "s");
      Thread.currentThread().interrupt();
      SessionHandle again = journal.open("s", new MemoryFile()::asSessionFile);
      assertThat(Thread.interrupted()).as("the flag").isTrue();
      assertThat(again.recordSync(new UserMessage("a"))).isZero();
    }
  }

  @Test
  void theClosingOfAnIdleSessionIsNotReportedTwice() throws Exception {
    try (Journal journal = options.start()) {
      idle(journal, "a").close();
      idle(journal, "b");
    }
    options.closeIdle = null;
    Journals.await(() -> heard.contains("closed b"));
    assertThat(heard).containsExactly("opened a", "closed a", "opened b", "closed b");
  }

  @Test
  void anIdleSessionWhoseFileIsGoneFailsAndIsNotReportedClosedAgain() throws Exception {
    MemoryFile file = new MemoryFile();
    AppendableFile.Source once = trusted -> {
      if (file.isClosed()) {
        throw new IOException("gone");
      }
      return file.asSessionFile();
    };
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", once);
      Journals.await(() -> session.session().isIdle());
      assertThatThrownBy(() -> session.recordSync(new UserMessage("a")))
          .hasRootCauseMessage("gone");
      assertThatThrownBy(session::close).hasRootCauseMessage("gone");
    }
    Journals.await(() -> heard.contains("failed s"));
    assertThat(heard).containsExactly("opened s", "closed s", "failed s");
  }

  @Test
  void anIdleSessionFailsWithTheJournal() throws Exception {
    Journal journal = options.start();
    SessionHandle idle = idle(journal, "s");
    MemoryFile deadly = new MemoryFile((call, operation) -> {
      throw new AssertionError("planned");
    });
    SessionHandle other = journal.open("t", deadly::asSessionFile);
    // a slot that no caller can make: it stands for any defect of ours
    Ring ring = journal.ring();
    long sequence = ring.claimNow(0);
    ring.claimed(sequence).set(Slot.Kind.RECORD, other.session(), null, 0, 0, null, null, 0, 0);
    ring.publish(sequence, true);
    Journals.await(() -> !journal.thread().isAlive());
    assertThatThrownBy(() -> idle.record(new UserMessage("late")))
        .isInstanceOfSatisfying(
            DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SESSION_FAILED));
    Journals.await(() -> heard.contains("failed s"));
  }
}
