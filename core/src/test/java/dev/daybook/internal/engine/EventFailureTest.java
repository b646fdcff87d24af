package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.JournalListener;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An event that cannot be written fails alone. */
@Timeout(60)
class EventFailureTest {

  @Test
  void itsWaiterGetsTheCauseAndTheStreamGoesOn() throws Exception {
    MemoryFile file = new MemoryFile();
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      session.record(new UserMessage("a"));
      assertThatThrownBy(() -> session.recordSync(Journals.unencodable()))
          .isInstanceOfSatisfying(
              DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LINE_TOO_LONG));
      assertThatThrownBy(
              () -> session.recordAsync(Journals.unencodable()).get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage(
              "the event's line would be over the limit; split the event or raise the"
                  + " limit: session=s, maxLineBytes=1048576");
      assertThat(session.recordSync(new UserMessage("b"))).isEqualTo(1);
      assertThat(Journals.texts(file.forcedContent())).containsExactly("a", "b");
      assertThat(session.counters().rejected()).isEqualTo(2);
      assertThat(session.failure()).isEmpty();
    }
  }

  @Test
  void theNextSyncReportsARejectedEventWithoutAWaiterOnce() throws Exception {
    MemoryFile file = new MemoryFile();
    ConcurrentLinkedQueue<String> rejections = new ConcurrentLinkedQueue<>();
    Journals options = new Journals();
    options.listener = new JournalListener() {
      @Override
      public void eventRejected(String sessionId, DaybookException why) {
        rejections.add(
            sessionId + " " + why.kind() + " " + Thread.currentThread().getName());
        throw new IllegalStateException("a listener's own mistake");
      }
    };
    try (Journal journal = options.start()) {
      Session session = journal.open("s", file::asSessionFile);
      session.record(new UserMessage("a"));
      session.record(Journals.unencodable());
      session.record(new UserMessage("b"));
      assertThatThrownBy(session::sync)
          .isInstanceOf(DaybookException.class)
          .hasMessageContaining("events=1")
          .hasMessageContaining("session=s");
      assertThat(Journals.texts(file.forcedContent())).containsExactly("a", "b");
      session.sync();
      Journals.await(() -> rejections.size() == 1);
      assertThat(rejections).containsExactly("s LINE_TOO_LONG daybook-callbacks");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b", "c"})
  void aSyncOfAllSessionsReportsTheRejectedEventOfAnyOne(String failing) throws Exception {
    try (Journal journal = new Journals().start()) {
      for (String id : List.of("a", "b", "c")) {
        MemoryFile file = new MemoryFile();
        journal
            .open(id, file::asSessionFile)
            .record(id.equals(failing) ? Journals.unencodable() : new UserMessage(id));
      }
      assertThatThrownBy(journal::sync)
          .isInstanceOf(DaybookException.class)
          .hasMessageContaining("session=" + failing);
      journal.sync();
    }
  }

  @Test
  void closeReportsARejectedEventAndWritesTheRest() throws Exception {
    MemoryFile file = new MemoryFile();
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      session.record(Journals.unencodable());
      session.record(new UserMessage("a"));
      assertThatThrownBy(session::close).isInstanceOf(DaybookException.class);
      session.close();
      assertThat(Journals.texts(file.forcedContent())).containsExactly("a");
      assertThat(file.isClosed()).isTrue();
    }
  }

  @Test
  void whatIsRefusedAtOnceThrowsAtOnce() throws Exception {
    MemoryFile file = new MemoryFile();
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      List<dev.daybook.event.SessionEvent> refused = List.of(
          Journals.unknown("ping", "{}"),
          Journals.unknown("mine", "{broken"),
          Journals.unknown("user_message", "{}"),
          new UserMessage("x".repeat(2 << 20)));
      for (var event : refused) {
        assertThatThrownBy(() -> session.record(event)).isInstanceOf(DaybookException.class);
        assertThat(session.recordAsync(event)).isCompletedExceptionally();
      }
      assertThat(session.recordSync(new UserMessage("a"))).isZero();
      assertThat(session.counters().rejected()).isEqualTo(2L * refused.size());
      assertThat(session.counters().recorded()).isEqualTo(1);
    }
  }

  @Test
  void anEphemeralEventIsDroppedSilentlyByOption() throws Exception {
    MemoryFile file = new MemoryFile();
    Journals options = new Journals();
    options.dropsEphemeral = true;
    try (Journal journal = options.start()) {
      Session session = journal.open("s", file::asSessionFile);
      session.record(Journals.unknown("typing", "{}"));
      assertThat(session.recordSync(Journals.unknown("ping", "{}"))).isEqualTo(-1);
      assertThat(session.recordSync(new UserMessage("a"))).isZero();
      assertThat(Journals.texts(file.content())).containsExactly("a");
    }
  }
}
