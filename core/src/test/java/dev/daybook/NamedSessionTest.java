package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.TextDelta;
import dev.daybook.event.UserMessage;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.StartPosition;
import dev.daybook.read.Subscriber;
import dev.daybook.read.TailOptions;
import dev.daybook.read.TranscriptFold;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A failure of one session names it, as text, in its details. */
@Timeout(60)
class NamedSessionTest {

  @TempDir
  Path root;

  private record Unregistered(String text) implements SessionEvent {}

  private static void assertNames(Kind kind, Runnable call) {
    DaybookException why = catchThrowableOfType(DaybookException.class, call::run);
    assertThat(why.kind()).isEqualTo(kind);
    assertThat(why.details()).as("%s", why).containsEntry("session", "s-1");
  }

  @Test
  void ofAnEventThatIsRefused() {
    try (Daybook daybook = Daybook.builder(root).maxLineBytes(1024).open()) {
      Session session = daybook.openSession("s-1");
      SessionEvent large = new UserMessage("x".repeat(2000));
      assertNames(Kind.LINE_TOO_LONG, () -> session.record(large));
      assertNames(Kind.LINE_TOO_LONG, () -> session.recordSync(large));
      assertNames(Kind.UNENCODABLE, () -> session.record(new Unregistered("x")));
      assertNames(Kind.EPHEMERAL_TYPE, () -> session.record(new TextDelta("x")));
    }
  }

  @Test
  void ofEventsThatCreateASession() {
    Daybook daybook = Daybook.open(root);
    assertNames(
        Kind.UNENCODABLE, () -> daybook.createSession("s-1", List.of(new Unregistered("x"))));
    daybook.createSession("s-1");
    assertNames(Kind.SESSION_EXISTS, () -> daybook.createSession("s-1"));
  }

  @Test
  void ofASessionThatIsNotThere() {
    Daybook daybook = Daybook.open(root);
    assertNames(Kind.SESSION_NOT_FOUND, () -> daybook.history("s-1"));
    assertNames(Kind.SESSION_NOT_FOUND, () -> daybook.resumeSession("s-1"));
    assertNames(Kind.SESSION_NOT_FOUND, () -> daybook.verify("s-1"));
    assertNames(Kind.SESSION_NOT_FOUND, () -> daybook.diagnosis("s-1"));
    assertNames(Kind.SESSION_NOT_FOUND, () -> daybook.delete("s-1"));
    assertNames(Kind.SESSION_NOT_FOUND, () -> daybook.fork("s-1", "s-2"));
    assertNames(Kind.SESSION_NOT_FOUND, () -> daybook.catalog().summary("s-1"));
    assertNames(Kind.SESSION_NOT_FOUND, () -> daybook.tail("s-1", TailOptions.fromBeginning()));
    daybook.close();
  }

  @Test
  void ofALineThatIsBad() throws Exception {
    Daybook daybook = Daybook.open(root);
    daybook.createSession("s-1", List.of(new UserMessage("one"), new UserMessage("two")));
    Path file = daybook.file("s-1");
    Files.writeString(file, Files.readString(file).replace("two", "owt"));
    assertNames(Kind.CRC_MISMATCH, () -> daybook.history("s-1"));
    assertNames(Kind.CRC_MISMATCH, () -> daybook.transcript("s-1"));
    assertNames(Kind.CRC_MISMATCH, () -> daybook.fold("s-1", new TranscriptFold()));
    assertNames(
        Kind.CRC_MISMATCH, () -> daybook.reader("s-1", ReadOptions.strict()).settings());
    assertNames(Kind.CRC_MISMATCH, () -> daybook.fork("s-1", "s-2"));
    assertNames(Kind.CRC_MISMATCH, () -> daybook.resumeSession("s-1"));
  }

  @Test
  void ofALineThatASubscriberCannotBeShown() throws Exception {
    BlockingQueue<Optional<DaybookException>> ends = new LinkedBlockingQueue<>();
    Daybook daybook = Daybook.open(root);
    daybook.createSession("s-1", List.of(new UserMessage("one"), new UserMessage("two")));
    Path file = daybook.file("s-1");
    Session session = daybook.openSession("s-1");
    Files.writeString(file, Files.readString(file).replace("one", "eno"));
    daybook.subscribe("s-1", StartPosition.beginning(), new Subscriber() {
      @Override
      public void entry(Entry entry) {
        // only the end counts
      }

      @Override
      public void ended(Optional<DaybookException> failure) {
        ends.add(failure);
      }
    });
    DaybookException why = ends.take().orElseThrow();
    assertThat(why.details()).containsEntry("session", "s-1");
    assertThat(session.failure()).isEmpty();
    daybook.close();
  }

  @Test
  void asTheHolderThatRecordsInIt() {
    try (Daybook daybook = Daybook.open(root);
        Daybook other = Daybook.open(root)) {
      daybook.openSession("s-1");
      assertNames(Kind.SESSION_LOCKED, () -> other.openSession("s-1"));
      assertNames(Kind.SESSION_LOCKED, () -> daybook.delete("s-1"));
      for (Runnable call :
          List.<Runnable>of(() -> other.resumeSession("s-1"), () -> daybook.purge("s-1"), () -> {
            StartPosition end = StartPosition.end();
            other.subscribe("s-1", end, entry -> {});
          })) {
        SessionLockedException locked =
            catchThrowableOfType(SessionLockedException.class, call::run);
        LockHolder holder = locked.holder().orElseThrow();
        assertThat(holder.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(holder.isThisProcess()).isTrue();
      }
      LockHolder holder = catchThrowableOfType(
              SessionLockedException.class, () -> other.openSession("s-1"))
          .holder()
          .orElseThrow();
      assertThat(holder.host()).isNotEmpty();
      assertThat(holder.since()).isPresent();
      assertThat(holder.processStart()).isEqualTo(ProcessHandle.current().info().startInstant());
    }
  }

  @Test
  void aHolderElsewhereIsNotThisProcess() {
    DaybookException locked = DaybookException.of(
        Kind.SESSION_LOCKED, "x", "pid", 7L, "host", "there", "since", "null", "processStart", "?");
    LockHolder holder = ((SessionLockedException) locked).holder().orElseThrow();
    assertThat(holder.pid()).isEqualTo(7);
    assertThat(holder.host()).isEqualTo("there");
    assertThat(holder.since()).isEmpty();
    assertThat(holder.processStart()).isEmpty();
    assertThat(holder.isThisProcess()).isFalse();
    DaybookException unnamed = DaybookException.of(
        Kind.SESSION_LOCKED, "x", "pid", 0L, "host", "", "since", "null", "processStart", "null");
    assertThat(((SessionLockedException) unnamed).holder()).isEmpty();
  }

  @Test
  void aDetailIsPlain() {
    DaybookException why = DaybookException.of(
        Kind.IO_ERROR, "x", "parent", new SessionId("p"), "cause", new IllegalStateException("y"));
    assertThat(why.details())
        .isEqualTo(Map.of("parent", "p", "cause", "java.lang.IllegalStateException: y"));
  }
}
