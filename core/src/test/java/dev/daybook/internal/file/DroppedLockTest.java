package dev.daybook.internal.file;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.daybook.Await;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.SessionId;
import dev.daybook.catalog.SessionState;
import dev.daybook.event.Entry;
import dev.daybook.event.Gap;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.disk.DiskObserver;
import dev.daybook.lab.disk.Operation;
import dev.daybook.lab.disk.RecordedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kernel drops a process's locks in a file when the process closes any descriptor of it, as an
 * agent does that searches its own working folder. There is one writer all the same.
 */
@Timeout(120)
class DroppedLockTest {

  private static final SessionId ID = new SessionId("s-1");

  @TempDir
  Path root;

  /** As an agent's own search over its working folder. */
  private void readEverything() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.readAllBytes(file);
      }
    }
  }

  private Path text() {
    return root.resolve("locks/s-1.lock");
  }

  @Test
  void aProcessThatReadsItsOwnWorkingFolderStaysTheOnlyWriter() throws Exception {
    try (Daybook daybook = Daybook.open(root);
        OtherProcess other = new OtherProcess(root)) {
      Session session = daybook.openSession("s-1");
      assertThat(session.recordSync(new UserMessage("one"))).isZero();
      readEverything();
      assertThat(other.ask("record", "s-1", "theirs")).isEqualTo("SESSION_LOCKED");
      assertThat(session.recordSync(new UserMessage("two"))).isEqualTo(1);
      readEverything();
      assertThat(other.ask("session", "s-1")).isEqualTo("SESSION_LOCKED");
      session.close();
      assertThat(other.ask("record", "s-1", "theirs")).isEqualTo("done");
      assertThat(daybook.history("s-1").events())
          .containsExactly(
              new UserMessage("one"), new UserMessage("two"), new UserMessage("theirs"));
    }
  }

  /** Without its text nothing but the lock itself keeps others out. */
  @Test
  void aForceTakesALockThatWasDroppedAgain() throws Exception {
    try (Daybook daybook = Daybook.open(root);
        OtherProcess other = new OtherProcess(root)) {
      Session session = daybook.openSession("s-1");
      session.recordSync(new UserMessage("one"));
      readEverything();
      recordUntilItIsDue(session);
      Files.delete(text());
      assertThat(other.ask("session", "s-1")).isEqualTo("SESSION_LOCKED");
    }
  }

  /** All that a lock stands on is looked after some time after the last time. */
  private static void recordUntilItIsDue(Session session) {
    recordFor(session, 2 * Claim.PRESENT_NANOS);
    session.recordSync(new UserMessage("two"));
  }

  private static void recordFor(Session session, long nanos) {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < nanos) {
      session.recordSync(new UserMessage("more"));
    }
  }

  /** After a pause the next write looks after the lock. */
  private static void awaitNextLook() {
    long begun = System.nanoTime();
    Await.until(
        "the next write looks after the lock",
        () -> System.nanoTime() - begun > Presence.MAX_ALONE_NANOS);
  }

  @Test
  void aForceWritesTheHolderOfTheLockAgain() throws Exception {
    try (Daybook daybook = Daybook.open(root);
        OtherProcess other = new OtherProcess(root)) {
      Session session = daybook.openSession("s-1");
      Files.delete(text());
      recordUntilItIsDue(session);
      readEverything();
      assertThat(other.ask("session", "s-1")).isEqualTo("SESSION_LOCKED");
    }
  }

  @Test
  void aWriterThatLostItsLockToAnotherWritesNoMore() throws Exception {
    try (Daybook daybook = Daybook.open(root);
        OtherProcess other = new OtherProcess(root)) {
      Session session = daybook.openSession("s-1");
      session.recordSync(new UserMessage("one"));
      readEverything();
      // as where the text cannot be believed: written in another container, or on a full disk
      Files.delete(text());
      assertThat(other.ask("record", "s-1", "theirs")).isEqualTo("done");
      awaitNextLook();
      DaybookException failed = faultOf(() -> session.recordSync(new UserMessage("two")));
      assertThat(failed.kind()).isEqualTo(Kind.SESSION_FAILED);
      assertThat(failed).hasMessageContaining("another process has taken the session's lock");
      assertThat(failed).hasMessageContaining("pid=" + other.pid());
      assertThat(faultOf(session::close)).hasMessage(failed.getMessage());
      assertThat(Files.readString(text())).as("it is theirs").contains("pid=" + other.pid());
      assertThat(other.ask("record", "s-1", "more")).isEqualTo("done");
      assertThat(daybook.history("s-1").events())
          .containsExactly(
              new UserMessage("one"), new UserMessage("theirs"), new UserMessage("more"));
    }
  }

  @Test
  void whatWasWrittenMeanwhileIsNotWrittenOver() throws Exception {
    try (Daybook daybook = Daybook.open(root);
        OtherProcess other = new OtherProcess(root)) {
      Session session = daybook.openSession("s-1");
      session.recordSync(new UserMessage("one"));
      readEverything();
      Files.delete(text());
      assertThat(other.ask("record", "s-1", "theirs")).isEqualTo("done");
      assertThat(other.ask("close", "s-1")).isEqualTo("done");
      DaybookException failed = faultOf(() -> session.recordSync(new UserMessage("two")));
      assertThat(failed.kind()).isEqualTo(Kind.SESSION_FAILED);
      assertThat(failed).hasMessageContaining("another process wrote to the file");
      assertThat(faultOf(session::close)).hasMessage(failed.getMessage());
      assertThat(daybook.openSession("s-1").recordSync(new UserMessage("three")))
          .isEqualTo(2);
      assertThat(daybook.history("s-1").entries()).hasSize(3);
    }
  }

  @Test
  void whatASupervisedSessionDidNotWriteBehindAnothersLinesIsMissed() throws Exception {
    try (Daybook daybook = Daybook.builder(root).supervise().open();
        OtherProcess other = new OtherProcess(root)) {
      Session session = daybook.openSession("s-1");
      session.recordSync(new UserMessage("one"));
      readEverything();
      Files.delete(text());
      assertThat(other.ask("record", "s-1", "theirs")).isEqualTo("done");
      assertThat(other.ask("close", "s-1")).isEqualTo("done");
      session.record(new UserMessage("two"));
      Await.until("the loss is in the file", () -> {
        List<Entry> entries = daybook.history("s-1").entries();
        return entries.get(entries.size() - 1).event() instanceof Gap gap && gap.count() == 1;
      });
      assertThat(faultOf(session::sync)).hasMessageContaining("another process wrote to the file");
    }
  }

  @Test
  void aSupervisedSessionThatLostItsLockComesBackWhenTheOtherIsThrough() throws Exception {
    try (Daybook daybook = Daybook.builder(root).supervise().open();
        OtherProcess other = new OtherProcess(root)) {
      Session session = daybook.openSession("s-1");
      session.recordSync(new UserMessage("one"));
      readEverything();
      Files.delete(text());
      assertThat(other.ask("record", "s-1", "theirs")).isEqualTo("done");
      awaitNextLook();
      assertThat(faultOf(() -> session.recordSync(new UserMessage("two"))).kind())
          .isEqualTo(Kind.SESSION_FAILED);
      assertThat(other.ask("close", "s-1")).isEqualTo("done");
      long seq = 0;
      while (seq == 0) {
        try {
          seq = session.recordSync(new UserMessage("three"));
        } catch (DaybookException notYet) {
          assertThat(notYet.kind()).isEqualTo(Kind.SESSION_FAILED);
          Thread.onSpinWait();
        }
      }
      assertThat(faultOf(session::sync))
          .hasMessageStartingWith("events recorded before this could not be written");
      List<String> types =
          daybook.history("s-1").entries().stream().map(e -> e.type()).toList();
      assertThat(types).startsWith("user_message", "user_message", "gap");
      assertThat(types.get((int) seq))
          .as("under the seq that was returned")
          .isEqualTo("user_message");
    }
  }

  /** A journal has one thread for all its sessions. */
  @Test
  void aHolderThatWroteItsNameIsNotWaitedFor() throws Exception {
    long least = Long.MAX_VALUE;
    try (OtherProcess other = new OtherProcess(root)) {
      for (int n = 0; n < 5; n++) {
        SessionId id = new SessionId("s-" + n);
        try (SessionLock lock =
            new SessionFolder(root, (session, bytes, to) -> {}).lockUninterrupted(id)) {
          readEverything();
          Files.delete(root.resolve("locks/" + id + ".lock"));
          assertThat(other.ask("session", id)).isEqualTo("done");
          hide(id);
          long start = System.nanoTime();
          assertThatThrownBy(lock::confirm)
              .isInstanceOf(IOException.class)
              .hasMessageContaining("pid=" + other.pid());
          least = Math.min(least, System.nanoTime() - start);
        }
      }
    }
    assertThat(least).isLessThan(Claim.PATIENCE_NANOS);
  }

  private void hide() throws IOException {
    hide(ID);
  }

  /** As if the process that the text names were in another container. */
  private void hide(SessionId id) throws IOException {
    ProcessBirth self = ProcessBirth.SELF;
    assumeThat(self).isNotNull();
    rename(id, "container", new ProcessBirth(self.boot(), "1", 1).text());
  }

  /** Changes what the text says of where its process is. */
  private void rename(SessionId id, String host, String birth) throws IOException {
    LockRecordFile file = new LockRecordFile(new RootFolder(root), id);
    LockRecord said = file.read();
    SessionHolder holder = said.holder();
    file.write(new LockRecord(
        new SessionHolder(
            holder.pid(), host, holder.processStart(), holder.since(), birth, holder.presence()),
        said.goodBytes(),
        said.trustedBytes(),
        said.file()));
  }

  @Test
  void aHiddenHolderIsGivenTimeToTakeItsLockAgain() throws Exception {
    try (Daybook daybook = Daybook.open(root);
        OtherProcess other = new OtherProcess(root)) {
      assertThat(other.ask("record", "s-1", "one")).isEqualTo("done");
      hide();
      // longer than both attempts take
      other.send("lose", "s-1", 1000);
      for (int n = 0; n < 2; n++) {
        assertThat(faultOf(() -> daybook.openSession("s-1")).kind()).isEqualTo(Kind.SESSION_LOCKED);
      }
      assertThat(other.answer()).isEqualTo("done");
      assertThat(daybook.history("s-1").entries()).hasSize(1001);
    }
  }

  @Test
  void aHiddenHolderKeepsWhatItDoesNotWriteToAsLongAsItWritesElsewhere() throws Exception {
    isRefusedWhileTheOtherWorks(this::hide);
  }

  @Test
  void aHolderOnAnotherMachineKeepsWhatItDoesNotWriteTo() throws Exception {
    isRefusedWhileTheOtherWorks(() -> rename(ID, "machine", "boot/1/1"));
  }

  @Test
  void aPresenceThatWasLeftAloneProvesNothing() throws Exception {
    SessionFolder folder = new SessionFolder(root, (session, bytes, to) -> {});
    try (SessionLock lock = folder.lockUninterrupted(ID)) {
      lock.confirm();
      Presence presence;
      synchronized (LockFile.MONITOR) {
        presence = Presence.enter(LockByte.of(new RootFolder(root), ID));
      }
      assertThat(presence.isHeldSince(System.nanoTime()))
          .as("it has begun later")
          .isFalse();
      long shown = System.nanoTime();
      assertThat(presence.isHeldSince(shown)).isTrue();
      awaitNextLook();
      assertThat(presence.isHeldSince(shown)).isFalse();
      synchronized (LockFile.MONITOR) {
        presence.leave();
      }
    }
  }

  private interface Disguise {
    void put() throws IOException;
  }

  /** The other process loses all its locks, and goes on in a session with another lock file. */
  private void isRefusedWhileTheOtherWorks(Disguise disguise) throws Exception {
    try (Daybook daybook = Daybook.open(root);
        OtherProcess other = new OtherProcess(root)) {
      assertThat(other.ask("record", "s-1", "one")).isEqualTo("done");
      String neighbour = neighbour();
      assertThat(other.ask("record", neighbour, "one")).isEqualTo("done");
      disguise.put();
      // longer than both attempts take
      other.send("work", neighbour, 1000);
      Await.until("it works", () -> daybook.history(neighbour).entries().size() > 50);
      for (int n = 0; n < 2; n++) {
        assertThat(faultOf(() -> daybook.openSession("s-1")).kind()).isEqualTo(Kind.SESSION_LOCKED);
      }
      assertThat(other.answer()).isEqualTo("done");
      assertThat(other.ask("record", "s-1", "two")).isEqualTo("done");
      assertThat(daybook.history("s-1").entries()).hasSize(2);
    }
  }

  /** Returns a session whose lock is in another file than that of the first one. */
  private String neighbour() throws IOException {
    RootFolder folder = new RootFolder(root);
    Path file = LockByte.of(folder, ID).file();
    for (int n = 2; ; n++) {
      SessionId other = new SessionId("s-" + n);
      if (!LockByte.of(folder, other).file().equals(file)) {
        return other.value();
      }
    }
  }

  @Test
  void aHiddenHolderThatHasGoneIsFollowed() throws Exception {
    try (Daybook daybook = Daybook.open(root)) {
      try (OtherProcess other = new OtherProcess(root)) {
        assertThat(other.ask("record", "s-1", "one")).isEqualTo("done");
        hide();
        SessionFolder folder = new SessionFolder(root, (id, bytes, to) -> {});
        assertThat(folder.holder(ID)).as("its sign is seen").isPresent();
        other.kill();
        assertThatThrownBy(() -> folder.holder(ID))
            .isInstanceOf(IOException.class)
            .hasMessageStartingWith("another container's process may have the session open");
      }
      assertThat(daybook.catalog().summary("s-1").state()).isEqualTo(SessionState.UNKNOWN);
      assertThat(daybook.openSession("s-1").recordSync(new UserMessage("two"))).isEqualTo(1);
      assertThat(daybook.catalog().summary("s-1").state()).isEqualTo(SessionState.OPEN);
    }
  }

  /** As {@code git clean -fdx} does, but for the session's own file. */
  @Test
  void aHolderTakesItsRemovedLocksAgain() throws Exception {
    try (Daybook daybook = Daybook.open(root);
        OtherProcess other = new OtherProcess(root)) {
      Session session = daybook.openSession("s-1");
      session.recordSync(new UserMessage("one"));
      try (Stream<Path> files = Files.list(root.resolve("locks"))) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(root.resolve("locks"));
      recordUntilItIsDue(session);
      assertThat(other.ask("session", "s-1")).isEqualTo("SESSION_LOCKED");
      readEverything();
      assertThat(other.ask("session", "s-1")).isEqualTo("SESSION_LOCKED");
      session.close();
      assertThat(other.ask("session", "s-1")).isEqualTo("done");
    }
  }

  /** Without its text nothing but the lock itself keeps others out. */
  @Test
  void aHolderTakesItsLockAgainInItsRemovedFileAlone() throws Exception {
    try (Daybook daybook = Daybook.open(root);
        OtherProcess other = new OtherProcess(root)) {
      Session session = daybook.openSession("s-1");
      recordUntilItIsDue(session);
      Files.delete(text());
      Files.delete(LockByte.of(new RootFolder(root), ID).file());
      recordFor(session, Presence.MAX_ALONE_NANOS);
      assertThat(other.ask("session", "s-1")).isEqualTo("SESSION_LOCKED");
    }
  }

  @Test
  void aHolderThatCannotShowItsPresenceIsTheOnlyWriterToo() throws Exception {
    try (Daybook daybook = Daybook.open(root);
        OtherProcess other = new OtherProcess(root)) {
      daybook.openSession("s-0").close();
      Path present = LockByte.of(new RootFolder(root), ID).presences();
      Files.deleteIfExists(present);
      Files.createDirectories(present.resolve("in-the-way"));
      Session session = daybook.openSession("s-1");
      recordUntilItIsDue(session);
      readEverything();
      Files.delete(text());
      recordUntilItIsDue(session);
      assertThat(other.ask("session", "s-1")).isEqualTo("SESSION_LOCKED");
    }
  }

  /** The record goes on naming a process that has ended, so others may take the lock. */
  @Test
  void aHolderWhoseNameCouldNotBeWrittenLooksAfterItsLock() throws Exception {
    try (OtherProcess killed = new OtherProcess(root)) {
      assertThat(killed.ask("record", "s-1", "one")).isEqualTo("done");
      killed.kill();
    }
    DiskObserver full = new DiskObserver() {
      @Override
      public void before(Operation operation) throws IOException {
        if (operation instanceof Operation.Write && operation.path().endsWith("s-1.lock")) {
          throw new IOException("no room");
        }
      }
    };
    try (Daybook daybook = Daybook.open(new RecordedDisk(full).path(root));
        OtherProcess other = new OtherProcess(root)) {
      Session session = daybook.openSession("s-1");
      recordUntilItIsDue(session);
      readEverything();
      recordFor(session, Presence.MAX_ALONE_NANOS);
      assertThat(other.ask("session", "s-1")).isEqualTo("SESSION_LOCKED");
    }
  }

  @Test
  void aLockThatIsKnownToBeLostStaysLost() throws Exception {
    boolean isQuick = false;
    try (OtherProcess other = new OtherProcess(root)) {
      // while the process is present, the last confirmation would count for a while
      for (int n = 0; n < 10 && !isQuick; n++) {
        isQuick = losesItsLockQuickly(other, new SessionId("s-" + n));
      }
    }
  }

  /** Returns true if the loss was found before the last confirmation was too old to count. */
  private boolean losesItsLockQuickly(OtherProcess other, SessionId id) throws Exception {
    SessionFolder folder = new SessionFolder(root, (session, bytes, to) -> {});
    AtomicBoolean isDone = new AtomicBoolean();
    try (SessionLock lock = folder.lockUninterrupted(id);
        SessionLock neighbour = folder.lockUninterrupted(new SessionId("neighbour"))) {
      CompletableFuture<Void> presence = CompletableFuture.runAsync(() -> {
        while (!isDone.get()) {
          assertThatCode(neighbour::confirmForWrite).doesNotThrowAnyException();
        }
      });
      try {
        awaitNextLook();
        lock.confirm();
        long confirmed = System.nanoTime();
        readEverything();
        Files.delete(root.resolve("locks/" + id + ".lock"));
        assertThat(other.ask("session", id.value())).isEqualTo("done");
        assertThatThrownBy(lock::confirm).hasMessageContaining("another process has taken");
        assertThatThrownBy(lock::confirmForWrite).hasMessageContaining("another process has taken");
        return System.nanoTime() - confirmed < Claim.PRESENT_NANOS;
      } finally {
        isDone.set(true);
        presence.get(30, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void aHolderLosesItsRemovedLocksToAnotherProcess() throws Exception {
    try (Daybook daybook = Daybook.open(root);
        OtherProcess other = new OtherProcess(root)) {
      Session session = daybook.openSession("s-1");
      session.recordSync(new UserMessage("one"));
      Files.delete(text());
      Files.delete(LockByte.of(new RootFolder(root), ID).file());
      assertThat(other.ask("record", "s-1", "theirs")).isEqualTo("done");
      awaitNextLook();
      DaybookException failed = faultOf(() -> session.recordSync(new UserMessage("two")));
      assertThat(failed.kind()).isEqualTo(Kind.SESSION_FAILED);
      assertThat(faultOf(session::close)).hasMessage(failed.getMessage());
      assertThat(other.ask("record", "s-1", "more")).isEqualTo("done");
      assertThat(daybook.history("s-1").entries()).hasSize(3);
    }
  }
}
