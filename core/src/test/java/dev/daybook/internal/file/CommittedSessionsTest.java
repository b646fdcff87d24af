package dev.daybook.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.Await;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.Durability;
import dev.daybook.JournalListener;
import dev.daybook.LogRecovery;
import dev.daybook.MemoryFolder;
import dev.daybook.Session;
import dev.daybook.SessionId;
import dev.daybook.catalog.SessionState;
import dev.daybook.check.FindingKind;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import dev.daybook.lab.disk.DiskObserver;
import dev.daybook.lab.disk.Operation;
import dev.daybook.lab.disk.RecordedDisk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.Thread.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that wait at the same time are acknowledged by one force of a commit log. */
@Timeout(60)
class CommittedSessionsTest {

  private static final int SESSIONS = 3;
  private static final int LOG_BYTES = 64 << 10;

  @TempDir(factory = MemoryFolder.class)
  Path root;

  private final List<Path> forced = new ArrayList<>();
  private final Queue<DaybookException> logFailures = new ConcurrentLinkedQueue<>();
  private volatile CountDownLatch held = new CountDownLatch(0);
  private volatile CountDownLatch forcing = new CountDownLatch(0);
  private volatile String refused = "none";
  private volatile String unwritable = "none";
  private volatile long forcedBytes;

  private final DiskObserver disk = new DiskObserver() {
    @Override
    public void before(Operation operation) throws IOException {
      if (operation instanceof Operation.Write write
          && write.path().getFileName().toString().startsWith(unwritable)) {
        throw new IOException("no room");
      }
      if (operation instanceof Operation.Force force) {
        forcing.countDown();
        await(held);
        String name = force.path().getFileName().toString();
        if (name.startsWith(refused)) {
          throw new IOException("refused");
        }
        synchronized (forced) {
          forced.add(force.path());
        }
        if (name.equals("s-0.ndjson")) {
          forcedBytes = Files.size(root.resolve("sessions").resolve(name));
        }
      }
    }
  };

  private Daybook daybook() {
    return Daybook.builder(new RecordedDisk(disk).path(root))
        .commitLog(LOG_BYTES)
        .forceInterval(Duration.ofHours(1))
        .listener(new JournalListener() {
          @Override
          public void commitLogFailed(DaybookException why) {
            logFailures.add(why);
          }
        })
        .open();
  }

  private static List<Session> sessions(Daybook daybook) {
    return IntStream.range(0, SESSIONS)
        .mapToObj(n -> daybook.openSession("s-" + n))
        .toList();
  }

  private int forces(String name) {
    synchronized (forced) {
      return (int) forced.stream()
          .filter(path -> path.getFileName().toString().startsWith(name))
          .count();
    }
  }

  /**
   * Records in all sessions while the journal thread forces another one, so that all of it is one
   * batch, and waits.
   */
  private void recordTogether(Session busy, List<Session> sessions, String text) {
    held = new CountDownLatch(1);
    forcing = new CountDownLatch(1);
    // more than the log takes
    UserMessage large = new UserMessage("x".repeat(70_000));
    CompletableFuture<Long> first = busy.recordAsync(large).toCompletableFuture();
    await(forcing);
    List<CompletableFuture<Long>> answers = sessions.stream()
        .map(each -> each.recordAsync(new UserMessage(text)).toCompletableFuture())
        .toList();
    held.countDown();
    first.join();
    answers.forEach(CompletableFuture::join);
  }

  private static boolean isFree(LockRecordFile record) {
    try {
      return record.holder().isUnnamed();
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }

  private void historiesHave(int entries) {
    try (Daybook daybook = Daybook.open(root)) {
      for (int n = 0; n < SESSIONS; n++) {
        assertThat(daybook.history("s-" + n).entries()).hasSize(entries);
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private Path log() throws IOException {
    try (Stream<Path> logs = Files.list(root.resolve("commits"))) {
      return logs.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }

  @Test
  void oneForceAcknowledgesSeveralSessions() throws IOException {
    try (Daybook daybook = daybook()) {
      Session busy = daybook.openSession("busy");
      List<Session> sessions = sessions(daybook);
      int before = forces("segment-");
      int files = forces("s-");
      recordTogether(busy, sessions, "together");
      assertThat(forces("segment-") - before).isEqualTo(1);
      assertThat(forces("s-") - files).isZero();
      assertThat(CommitContent.read(log()).sessions())
          .extracting(SessionId::value)
          .contains("s-0", "s-1", "s-2");
    }
    assertThat(root.resolve("commits")).isEmptyDirectory();
  }

  /** What was committed a moment ago is not looked for again by an event that waits. */
  @Test
  void syncLooksForTheFileOfWhatTheLogHas() throws Exception {
    String log = "";
    try (Daybook daybook = daybook()) {
      Session busy = daybook.openSession("busy");
      List<Session> sessions = sessions(daybook);
      for (int n = 0; n < 3; n++) {
        recordTogether(busy, sessions, "a");
      }
      log = log().getFileName().toString();
      Files.delete(root.resolve("sessions/s-0.ndjson"));
      assertThatThrownBy(sessions.get(0)::sync)
          .isInstanceOf(DaybookException.class)
          .hasMessageContaining("removed");
    } catch (DaybookException reported) {
      assertThat(reported.kind()).isEqualTo(DaybookException.Kind.SESSION_FAILED);
    }
    // after a failure the log is given back by the journal thread, when closing has returned
    LockRecordFile record = LockRecordFile.ofLog(new RootFolder(root), log);
    Await.until("the log is given back", () -> isFree(record));
  }

  @Test
  void whatWasRecordedBeforeIsCoveredToo() throws IOException {
    try (Daybook daybook = daybook()) {
      Session busy = daybook.openSession("busy");
      List<Session> sessions = sessions(daybook);
      for (Session session : sessions) {
        session.recordSync(new UserMessage("written before"), Durability.WRITTEN);
      }
      recordTogether(busy, sessions, "together");
      CommitContent content = CommitContent.read(log());
      for (Session session : sessions) {
        byte[] file = Files.readAllBytes(root.resolve("sessions/" + session.id() + ".ndjson"));
        assertThat(content.pieces(new SessionId(session.id()))).singleElement().satisfies(piece -> {
          assertThat(piece.position()).isZero();
          assertThat(piece.bytes()).isEqualTo(file);
        });
      }
    }
  }

  @Test
  void closedSessionIsReleased() throws IOException {
    try (Daybook daybook = daybook()) {
      Session busy = daybook.openSession("busy");
      List<Session> sessions = sessions(daybook);
      recordTogether(busy, sessions, "together");
      sessions.get(1).close();
      assertThat(CommitContent.read(log()).sessions())
          .extracting(SessionId::value)
          .contains("s-0", "s-2")
          .doesNotContain("s-1");
    }
  }

  @Test
  void segmentsAreUsedInTurn() throws IOException {
    String text = "x".repeat(800);
    int rounds = 4 * LOG_BYTES / CommitUnit.BLOCK_BYTES;
    try (Daybook daybook = daybook()) {
      Session busy = daybook.openSession("busy");
      List<Session> sessions = sessions(daybook);
      int before = forces("segment-");
      for (int n = 0; n < rounds; n++) {
        recordTogether(busy, sessions, text);
        assertThat(daybook.gauges().oldestUnforced()).isLessThan(Duration.ofMinutes(1));
      }
      // where the other segment is still needed, the files are forced
      assertThat(forces("segment-") - before).isGreaterThan(LOG_BYTES / CommitUnit.BLOCK_BYTES);
      assertThat(CommitContent.read(log()).isDamaged()).isFalse();
    }
    historiesHave(rounds);
  }

  @Test
  void segmentIsKeptForASessionWhoseFileCannotBeForced() throws IOException {
    String text = "x".repeat(800);
    int acknowledged = 0;
    try (Daybook daybook = daybook()) {
      Session busy = daybook.openSession("busy");
      List<Session> sessions = sessions(daybook);
      Session failing = sessions.get(0);
      refused = "s-0";
      while (failing.failure().isEmpty()) {
        try {
          recordTogether(busy, sessions, text);
          acknowledged++;
        } catch (CompletionException notForced) {
          assertThat(failing.failure()).isPresent();
        }
      }
      refused = "none";
      for (int n = 0; n < 4 * LOG_BYTES / CommitUnit.BLOCK_BYTES; n++) {
        recordTogether(busy, sessions.subList(1, SESSIONS), text);
      }
      assertThat(CommitContent.read(log()).pieces(new SessionId("s-0")))
          .hasSizeGreaterThanOrEqualTo(acknowledged);
    } catch (DaybookException reported) {
      assertThat(reported.kind()).isEqualTo(DaybookException.Kind.SESSION_FAILED);
    }
    assertThat(acknowledged).isPositive();
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(daybook.history("s-0").entries()).hasSizeGreaterThanOrEqualTo(acknowledged);
    }
    assertThat(root.resolve("commits")).isEmptyDirectory();
  }

  @Test
  void segmentOfAFailedSessionIsFreeWhenThatIsOpenedAgain() throws IOException {
    String text = "x".repeat(800);
    int rounds = 4 * LOG_BYTES / CommitUnit.BLOCK_BYTES;
    try (Daybook daybook = daybook()) {
      Session busy = daybook.openSession("busy");
      List<Session> sessions = sessions(daybook);
      Session failing = sessions.get(0);
      recordTogether(busy, sessions, text);
      refused = "s-0";
      assertThatThrownBy(failing::close).isInstanceOf(DaybookException.class);
      refused = "none";
      assertThat(CommitContent.read(log()).pieces(new SessionId("s-0"))).isNotEmpty();
      assertThat(daybook.openSession("s-0").recordSync(new UserMessage("on"))).isEqualTo(1);
      int before = forces("segment-");
      for (int n = 0; n < rounds; n++) {
        recordTogether(busy, sessions.subList(1, SESSIONS), text);
      }
      assertThat(forces("segment-") - before)
          .as("both segments were begun anew")
          .isGreaterThan(2 * LOG_BYTES / CommitUnit.BLOCK_BYTES);
    }
  }

  @Test
  void sessionThatIsWrittenTwiceInABatchIsCoveredByOneUnit() throws IOException {
    try (Daybook daybook = Daybook.builder(new RecordedDisk(disk).path(root))
        .commitLog(1 << 20)
        .batchBytes(4096)
        .forceInterval(Duration.ofHours(1))
        .open()) {
      Session busy = daybook.openSession("busy");
      List<Session> sessions = sessions(daybook);
      List<Session> thrice =
          Stream.of(sessions, sessions, sessions).flatMap(List::stream).toList();
      int before = forces("segment-");
      int files = forces("s-");
      recordTogether(busy, thrice, "x".repeat(3000));
      assertThat(forces("segment-") - before).isEqualTo(1);
      assertThat(forces("s-") - files).isZero();
      CommitContent content = CommitContent.read(log());
      for (Session session : sessions) {
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        for (CommitContent.Piece piece : content.pieces(new SessionId(session.id()))) {
          assertThat(piece.position()).isEqualTo(logged.size());
          logged.writeBytes(piece.bytes());
        }
        assertThat(root.resolve("sessions/" + session.id() + ".ndjson"))
            .hasBinaryContent(logged.toByteArray());
      }
    }
  }

  /**
   * A session whose file is forced in the midst of a batch, to make room for others, has bytes in
   * the unit all the same.
   */
  @Test
  void segmentIsKeptForASessionThatWasForcedInTheMidstOfABatch() throws Exception {
    CountDownLatch idle = new CountDownLatch(6);
    JournalListener closings = new JournalListener() {
      @Override
      public void sessionClosed(String sessionId) {
        idle.countDown();
      }
    };
    List<Thread> openers = new ArrayList<>();
    try (Daybook daybook = Daybook.builder(new RecordedDisk(disk).path(root))
        .commitLog(1 << 20)
        .forceInterval(Duration.ofHours(1))
        .maxOpenFiles(3)
        .batchBytes(4096)
        .closeIdle(Duration.ofSeconds(2))
        .listener(closings)
        .open()) {
      for (String id : List.of("busy", "y", "s-0", "b", "d", "e")) {
        daybook.openSession(id).recordSync(new UserMessage("first"));
      }
      await(idle);
      daybook.openSession("y").recordSync(new UserMessage("y"));
      Session split = daybook.openSession("s-0");
      Session busy = daybook.openSession("busy");
      held = new CountDownLatch(1);
      forcing = new CountDownLatch(1);
      CompletableFuture<Long> first =
          busy.recordAsync(new UserMessage("x".repeat(70_000))).toCompletableFuture();
      await(forcing);
      List<CompletableFuture<Long>> answers = IntStream.range(0, 5)
          .mapToObj(n -> split.recordAsync(new UserMessage("a".repeat(1500))).toCompletableFuture())
          .toList();
      for (String id : List.of("b", "d", "e")) {
        Thread opener = new Thread(() -> daybook.openSession(id));
        opener.start();
        openers.add(opener);
        Await.until("it waits for its file", () -> opener.getState() == State.TIMED_WAITING);
      }
      held.countDown();
      first.join();
      answers.forEach(CompletableFuture::join);
      long acknowledged = Files.size(root.resolve("sessions/s-0.ndjson"));
      List<Session> others = List.of(daybook.openSession("d"), daybook.openSession("e"));
      // until it was begun anew; a third session would take the file's place
      while (forces("segment-0") <= (1 << 20) / CommitUnit.BLOCK_BYTES) {
        List<CompletableFuture<Long>> both = others.stream()
            .map(each -> each.recordAsync(new UserMessage("z")).toCompletableFuture())
            .toList();
        both.forEach(CompletableFuture::join);
      }
      long logged = CommitContent.read(log()).pieces(new SessionId("s-0")).stream()
          .mapToLong(piece -> piece.position() + piece.bytes().length)
          .max()
          .orElse(0);
      assertThat(Math.max(logged, forcedBytes)).isEqualTo(acknowledged);
      for (Thread opener : openers) {
        opener.join();
      }
    }
  }

  @Test
  void sessionThatStaysInALogIsRecoveredBeforeItIsOpened() throws IOException {
    byte[][] lines = IntStream.range(0, 3)
        .mapToObj(seq -> Lines.lineOf("s-0", seq, new UserMessage("acknowledged")))
        .toArray(byte[][]::new);
    LeftLog.of(root, "s-0", lines[0], lines[1], lines[2]);
    // as a power cut leaves it
    Files.write(root.resolve("sessions/s-0.ndjson"), new byte[9], StandardOpenOption.APPEND);
    unwritable = "s-0";
    List<LogRecovery> results = new ArrayList<>();
    JournalListener listener = new JournalListener() {
      @Override
      public void logRecovered(LogRecovery what) {
        results.add(what);
      }
    };
    try (Daybook daybook =
        Daybook.builder(new RecordedDisk(disk).path(root)).listener(listener).open()) {
      assertThat(results).extracting(LogRecovery::result).containsExactly(LogRecovery.Result.KEPT);
      assertThatThrownBy(() -> daybook.openSession("s-0")).isInstanceOf(DaybookException.class);
      assertThat(daybook.verify("s-0").counts()).containsOnlyKeys(FindingKind.UNRECOVERED);
      assertThat(daybook.diagnosis("s-0").findingCounts()).containsKey(FindingKind.UNRECOVERED);
      assertThat(daybook.catalog().summary("s-0").state()).isNotEqualTo(SessionState.DAMAGED);
      unwritable = "none";
      assertThat(daybook.openSession("s-0").recordSync(new UserMessage("next"))).isEqualTo(3);
      assertThat(daybook.history("s-0").entries()).hasSize(4);
      assertThat(daybook.verify("s-0").counts()).isEmpty();
    }
  }

  @Test
  void filesAreForcedWhenTheLogFails() throws IOException {
    try (Daybook daybook = daybook()) {
      Session busy = daybook.openSession("busy");
      List<Session> sessions = sessions(daybook);
      refused = "segment-";
      int before = forces("s-");
      recordTogether(busy, sessions, "together");
      assertThat(forces("s-") - before).isEqualTo(SESSIONS);
      Await.until("it is reported", () -> !logFailures.isEmpty());
      assertThat(logFailures)
          .singleElement()
          .satisfies(why -> assertThat(why).hasRootCauseMessage("refused"));
      refused = "none";
      before = forces("segment-");
      recordTogether(busy, sessions, "again");
      assertThat(forces("segment-") - before).isZero();
    }
    historiesHave(2);
    assertThat(root.resolve("commits")).isEmptyDirectory();
  }

  @Test
  void daybookWithoutItMakesNoLog() {
    try (Daybook daybook = Daybook.open(new RecordedDisk(disk).path(root))) {
      Session busy = daybook.openSession("busy");
      recordTogether(busy, sessions(daybook), "together");
    }
    assertThat(root.resolve("commits")).doesNotExist();
  }
}
