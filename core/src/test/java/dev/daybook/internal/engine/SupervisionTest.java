package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.JournalListener;
import dev.daybook.Overflow;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.Gap;
import dev.daybook.event.TextDelta;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.file.AppendableFile;
import dev.daybook.internal.file.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that failed and comes back by itself. */
@Timeout(60)
class SupervisionTest {

  private static final Duration SOON = Duration.ofNanos(1);
  private static final Duration NEVER = Duration.ofHours(24);

  private final IOException cause = new IOException("no space left on device");
  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());
  private final Journals options = new Journals();
  private final Set<Thread> earlierThreads = Thread.getAllStackTraces().keySet();

  /** The operation that fails now; empty for none. */
  private final AtomicReference<String> failing = new AtomicReference<>("");

  private final MemoryDisk disk = new MemoryDisk(this::fault);

  SupervisionTest() {
    options.supervision = new Supervision(SOON, Duration.ofMillis(2));
    options.listener = new JournalListener() {
      @Override
      public void sessionFailed(String sessionId, DaybookException why) {
        notices.add("failed " + why.getCause());
      }

      @Override
      public void recoveryFailed(String sessionId, DaybookException why) {
        notices.add("not yet " + why.getCause());
      }

      @Override
      public void sessionRecovered(String sessionId, long lostEvents) {
        notices.add("recovered " + lostEvents);
      }
    };
  }

  private void fault(int call, String operation) throws IOException {
    if (failing.get().contains(operation)) {
      throw cause;
    }
  }

  private static void assertFails(Runnable call, Throwable why) {
    assertThatThrownBy(call::run).isInstanceOfSatisfying(DaybookException.class, e -> {
      assertThat(e.kind()).isEqualTo(Kind.SESSION_FAILED);
      assertThat(e).hasCause(why);
    });
  }

  /** The listener hears of it on a thread of its own. */
  private void awaitNotice(String last) {
    Journals.await(() -> !notices.isEmpty() && notices.get(notices.size() - 1).equals(last));
  }

  private static void assertReports(int events, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(DaybookException.class)
        .hasMessageContaining("could not be written")
        .hasMessageContaining("events=" + events + ",");
  }

  @Test
  void goesOnAfterAFailedWriteWithAGapOfWhatItMissed() throws Exception {
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", disk);
      session.recordSync(new UserMessage("before"));
      failing.set("write open");
      assertFails(() -> session.recordSync(new UserMessage("lost")), cause);
      session.record(new UserMessage("refused"));
      session.record(new UserMessage("refused too"));
      assertFails(() -> session.recordSync(new UserMessage("refused, and reported")), cause);
      assertThat(session.recordAsync(new UserMessage("refused, and reported")))
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableOfType(ExecutionException.class);
      assertFails(session::sync, cause);
      assertThat(session.tryRecord(new UserMessage("not offered"))).isFalse();
      assertThat(session.counters().rejected()).isEqualTo(4);
      assertThat(session.counters().failed()).isEqualTo(1);
      assertThat(journal.openToWatch("s", disk).failure()).isPresent();
      failing.set("");
      Journals.await(() -> session.failure().isEmpty());
      assertThat(session.recordSync(new UserMessage("after"))).isEqualTo(2);
      assertReports(5, session::sync);
      session.sync();
      session.close();
    }
    assertThat(Journals.texts(disk.forcedContent()))
        .containsExactly("before", new Gap(5, Gap.FAILURE).toString(), "after");
    awaitNotice("recovered 5");
    assertThat(notices.get(0)).isEqualTo("failed " + cause);
    assertThat(notices.subList(1, notices.size() - 1)).allMatch(("not yet " + cause)::equals);
    assertThat(disk.misuses()).isEmpty();
  }

  @Test
  void writesNoGapWhereNothingIsMissing() throws Exception {
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", disk);
      failing.set("force");
      assertFails(() -> session.recordSync(new UserMessage("written")), cause);
      failing.set("");
      Journals.await(() -> session.failure().isEmpty());
      assertThat(session.recordSync(new UserMessage("after"))).isEqualTo(1);
      session.sync();
      session.close();
      assertThat(session.counters().forced()).isEqualTo(2);
    }
    assertThat(Journals.texts(disk.forcedContent())).containsExactly("written", "after");
    awaitNotice("recovered 0");
    assertThat(disk.misuses()).as("a force is not tried again").isEmpty();
  }

  @Test
  void opensAgainKnowingWhichBytesToTrust() throws Exception {
    List<Long> trusted = Collections.synchronizedList(new ArrayList<>());
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", bytes -> {
        trusted.add(bytes);
        return disk.open(bytes);
      });
      session.recordSync(new UserMessage("forced"));
      long forced = disk.forcedContent().length;
      failing.set("force");
      assertFails(() -> session.recordSync(new UserMessage("in doubt")), cause);
      failing.set("");
      Journals.await(() -> session.failure().isEmpty());
      assertThat(trusted).containsExactly(Long.MAX_VALUE, forced);
      session.close();
    }
  }

  /** The whole line is there, though the write said that it failed and nothing could be cut off. */
  @Test
  void aLineThatTheFileTookAlthoughItFailedIsNotCountedAsLost() throws Exception {
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", bytes -> tellingLies(disk.open(bytes)));
      session.recordSync(new UserMessage("before"));
      failing.set("lie truncate");
      assertFails(() -> session.recordSync(new UserMessage("taken")), cause);
      failing.set("");
      Journals.await(() -> session.failure().isEmpty());
      assertThat(session.recordSync(new UserMessage("after"))).isEqualTo(2);
      session.close();
    }
    assertThat(Journals.texts(disk.forcedContent())).containsExactly("before", "taken", "after");
  }

  private AppendableFile tellingLies(AppendableFile opened) {
    JournalFile whole = opened.file();
    JournalFile lying = new PassingFile(whole) {
      @Override
      public int write(ByteBuffer source, long position) throws IOException {
        int written = super.write(source, position);
        fault(0, "lie");
        return written;
      }
    };
    return new AppendableFile(lying, opened.position(), opened.nextSeq());
  }

  @Test
  void givesTheFileBackAtOnce() throws Exception {
    options.supervision = new Supervision(NEVER, NEVER);
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", disk);
      failing.set("force");
      assertFails(() -> session.recordSync(new UserMessage("a")), cause);
      Journals.await(() -> !disk.isHeld());
      failing.set("");
      assertFails(session::close, cause);
      SessionHandle second = journal.open("s", disk);
      assertThat(second).isNotSameAs(session);
      assertThat(second.recordSync(new UserMessage("b"))).isEqualTo(1);
    }
  }

  @Test
  void waitsForAnotherProcessThatRecordsThereAndGoesOnBehindIt() throws Exception {
    AppendableFile.Source mine = trusted -> {
      fault(0, "mine");
      return disk.open(trusted);
    };
    try (Journal journal = options.start();
        Journal otherProcess = new Journals().start()) {
      SessionHandle session = journal.open("s", mine);
      failing.set("write mine");
      session.record(new UserMessage("lost"));
      Journals.await(() -> session.failure().isPresent());
      failing.set("mine");
      // the failed session gives its file back on the supervisor's thread
      Journals.await(() -> !disk.isHeld());
      SessionHandle other = otherProcess.open("s", disk);
      for (int i = 0; i < 10; i++) {
        other.recordSync(new UserMessage("other " + i));
      }
      failing.set("");
      session.record(new UserMessage("refused"));
      Journals.await(() -> session
          .failure()
          .filter(why -> why.getCause() instanceof DaybookException locked
              && locked.kind() == Kind.SESSION_LOCKED)
          .isPresent());
      other.close();
      Journals.await(() -> session.failure().isEmpty());
      assertThat(session.recordSync(new UserMessage("after"))).isEqualTo(11);
      assertReports(2, session::close);
    }
    assertThat(Journals.texts(disk.forcedContent()))
        .startsWith("other 0")
        .endsWith("other 9", new Gap(2, Gap.FAILURE).toString(), "after");
  }

  @Test
  void waitsEverLongerUntilAForceHasSucceeded() throws Exception {
    Supervision supervision = new Supervision(Duration.ofMillis(100), Duration.ofMillis(450));
    long delay = 0;
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      delay = supervision.delayNanosAfter(delay);
      millis.add(TimeUnit.NANOSECONDS.toMillis(delay));
    }
    assertThat(millis).containsExactly(100L, 200L, 400L, 450L, 450L);

    options.supervision = new Supervision(Duration.ofMillis(1), Duration.ofMillis(64));
    List<Long> waits = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger recovered = new AtomicInteger();
    options.listener = new JournalListener() {
      @Override
      public void sessionRecovered(String sessionId, long lostEvents) {
        recovered.incrementAndGet();
      }
    };
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", disk);
      Recovery recovery = session.session().recovery;
      // opening works and forcing does not: it comes back, and fails again
      failing.set("force");
      for (int i = 0; i < 5; i++) {
        assertFails(() -> session.recordSync(new UserMessage("a")), cause);
        Journals.await(() -> session.failure().isEmpty());
        waits.add(TimeUnit.NANOSECONDS.toMillis(recovery.delayNanos));
      }
      assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L);
      failing.set("");
      session.recordSync(new UserMessage("b"));
      failing.set("force");
      assertFails(() -> session.recordSync(new UserMessage("c")), cause);
      Journals.await(() -> session.failure().isEmpty());
      assertThat(TimeUnit.NANOSECONDS.toMillis(recovery.delayNanos)).isEqualTo(1);
      failing.set("");
      Journals.await(() -> recovered.get() == 6);
    }
  }

  @Test
  void damageIsTriedAgainAtTheLongestDelay() throws Exception {
    options.supervision = new Supervision(Duration.ofMillis(1), Duration.ofSeconds(20));
    MemoryDisk damaged = new MemoryDisk((call, operation) -> {
      if (operation.equals("open") && call > 1) {
        throw DaybookException.of(Kind.CRC_MISMATCH, "the line is not what was written");
      }
      fault(call, operation);
    });
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", damaged);
      failing.set("force");
      assertFails(() -> session.recordSync(new UserMessage("a")), cause);
      Journals.await(() -> session.failure().orElseThrow().getCause() instanceof DaybookException);
      assertThat(session.failure().orElseThrow().details()).containsEntry("nextTryMillis", 20_000L);
      assertFails(() -> session.recordSync(new UserMessage("b")), cause);
    } catch (DaybookException atClose) {
      assertThat(atClose).hasCause(cause);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void closingWaitsForAReopeningUnderWayAndLeavesNoFileOpen(boolean theJournal) throws Exception {
    Gate gate = new Gate();
    AtomicInteger opens = new AtomicInteger();
    AppendableFile.Source slow = trusted -> {
      if (opens.incrementAndGet() > 1) {
        gate.pass();
      }
      return disk.open(trusted);
    };
    Journal journal = options.start();
    SessionHandle session = journal.open("s", slow);
    failing.set("write");
    session.record(new UserMessage("a"));
    gate.awaitArrival();
    CompletableFuture<Void> closing =
        CompletableFuture.runAsync(theJournal ? journal::close : session::close);
    Journals.await(() -> journal.sessions().isEmpty());
    assertThat(closing.isDone()).isFalse();
    failing.set("");
    gate.open();
    assertThatThrownBy(() -> closing.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(DaybookException.class)
        .hasRootCause(cause);
    assertThat(disk.isHeld()).isFalse();
    assertThat(opens).hasValue(2);
    session.record(new UserMessage("late"));
    session.close();
    journal.close();
    assertThat(disk.isHeld()).isFalse();
    assertThat(disk.content()).isEmpty();
  }

  @Test
  void openingAfterAClosingWaitsForTheReopeningToo() throws Exception {
    options.closeTimeout = Duration.ofMillis(200);
    Gate gate = new Gate();
    AtomicInteger opens = new AtomicInteger();
    AppendableFile.Source slow = trusted -> {
      AppendableFile file = disk.open(trusted);
      if (opens.incrementAndGet() == 2) {
        gate.pass();
      }
      return file;
    };
    Journal journal = options.start();
    SessionHandle session = journal.open("s", slow);
    failing.set("write");
    session.record(new UserMessage("a"));
    gate.awaitArrival();
    failing.set("");
    assertThatThrownBy(session::close)
        .isInstanceOfSatisfying(
            DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSE_TIMEOUT));
    assertThatThrownBy(() -> journal.open("s", slow))
        .isInstanceOfSatisfying(
            DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSE_TIMEOUT));
    gate.open();
    Journals.await(() -> !disk.isHeld());
    assertThatThrownBy(() -> Journals.insist(() -> {
          session.close();
          return true;
        }))
        .isInstanceOfSatisfying(
            DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SESSION_FAILED))
        .hasCause(cause);
    SessionHandle again = Journals.insist(() -> journal.open("s", slow));
    assertThat(again.recordSync(new UserMessage("b"))).isZero();
    Journals.close(journal);
    assertThat(disk.misuses()).isEmpty();
  }

  @Test
  void manySessionsFailAndComeBackTogether() throws Exception {
    List<MemoryDisk> disks = new ArrayList<>();
    List<SessionHandle> sessions = new ArrayList<>();
    try (Journal journal = options.start()) {
      for (int i = 0; i < 300; i++) {
        MemoryDisk each = new MemoryDisk(this::fault);
        disks.add(each);
        sessions.add(journal.open("s" + i, each));
      }
      failing.set("write open");
      sessions.forEach(session -> session.record(new UserMessage("lost")));
      Journals.await(
          () -> sessions.stream().allMatch(session -> session.failure().isPresent()));
      assertThat(supervisors()).hasSize(1);
      sessions.forEach(session -> session.record(new UserMessage("refused")));
      failing.set("");
      Journals.await(
          () -> sessions.stream().allMatch(session -> session.failure().isEmpty()));
      Journals.await(() -> supervisors().isEmpty());
      sessions.forEach(session -> session.recordSync(new UserMessage("after")));
      assertThat(supervisors()).isEmpty();
      assertThatThrownBy(journal::sync).hasMessageContaining("could not be written");
    }
    for (MemoryDisk each : disks) {
      assertThat(Journals.texts(each.forcedContent()))
          .containsExactly(new Gap(2, Gap.FAILURE).toString(), "after");
    }
  }

  /** Those of this test; one of the test before may still be about to end. */
  private List<Thread> supervisors() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("daybook-supervisor"))
        .filter(thread -> !earlierThreads.contains(thread))
        .toList();
  }

  @Test
  void aGapThatIsLostItselfIsWrittenAgainWithWhatFollowed() throws Exception {
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", disk);
      // opening works and writing does not: each gap is lost, too
      failing.set("write");
      for (int i = 0; i < 20; i++) {
        session.record(new UserMessage("lost"));
      }
      Journals.await(() -> disk.opened() > 5);
      failing.set("");
      Journals.await(() -> {
        try {
          session.recordSync(new UserMessage("after"));
          return true;
        } catch (DaybookException again) {
          return false;
        }
      });
      assertReports((int) (disk.accountedFor() - 1), session::sync);
      session.close();
    }
    assertThat(Journals.texts(disk.forcedContent())).last().isEqualTo("after");
  }

  @Test
  void dropsForLackOfRoomAreCountedAfterTheRecovery() throws Exception {
    options.supervision = new Supervision(Duration.ofMillis(1), Duration.ofMillis(1));
    options.overflow = Overflow.DROP;
    options.ringSlots = 64;
    Gate gate = new Gate();
    MemoryDisk slow = new MemoryDisk((call, operation) -> {
      if (operation.equals("force")) {
        gate.pass();
      }
      fault(call, operation);
    });
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", slow);
      CompletableFuture<Long> first = session.recordAsync(new UserMessage("first"));
      gate.awaitArrival();
      for (int i = 0; i < 64; i++) {
        assertThat(session.tryRecord(new UserMessage("m"))).isTrue();
      }
      assertThat(session.tryRecord(new UserMessage("no room"))).isFalse();
      for (int i = 0; i < 10; i++) {
        session.record(new UserMessage("dropped"));
      }
      failing.set("force open");
      gate.open();
      assertThat(first)
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableOfType(ExecutionException.class);
      Journals.await(() -> session.counters().recorded() == 65);
      assertThat(session.counters().dropped()).isEqualTo(10);
      failing.set("");
      Journals.await(() -> session.failure().isEmpty());
      session.recordSync(new UserMessage("after"));
      assertThat(Journals.texts(slow.forcedContent()))
          .containsExactly(
              "first",
              new Gap(64, Gap.FAILURE).toString(),
              new Gap(10, Gap.OVERFLOW).toString(),
              "after");
      assertReports(64, session::sync);
    }
  }

  @Test
  void aRejectedEventIsReportedAsWithoutSupervision() throws Exception {
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", disk);
      failing.set("write open");
      assertFails(() -> session.recordSync(new UserMessage("lost")), cause);
      UserMessage tooLong = new UserMessage("x".repeat(2 << 20));
      assertThatThrownBy(() -> session.record(tooLong)).isInstanceOf(DaybookException.class);
      failing.set("");
      Journals.await(() -> session.failure().isEmpty());
      session.recordSync(new UserMessage("after"));
      assertThat(disk.accountedFor()).as("the long one is in no gap").isEqualTo(2);
      assertReports(1, session::close);
    }
  }

  @Test
  void withoutSupervisionAFailureStays() throws Exception {
    options.supervision = null;
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", disk);
      failing.set("force");
      assertFails(() -> session.recordSync(new UserMessage("a")), cause);
      failing.set("");
      assertFails(() -> session.record(new UserMessage("b")), cause);
      assertThat(session.tryRecord(new UserMessage("c"))).isFalse();
      assertThat(disk.opened()).isEqualTo(1);
      assertFails(session::close, cause);
    }
  }

  @Test
  void tryRecordTakesWhatThereIsRoomFor() throws Exception {
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", disk);
      assertThat(session.tryRecord(new UserMessage("a"))).isTrue();
      session.close();
      assertThat(session.tryRecord(new UserMessage("b"))).isFalse();
      assertThat(session.counters().rejected()).isZero();
    }
    assertThat(Journals.texts(disk.forcedContent())).containsExactly("a");
  }

  @Test
  void doesNotGoOnInAFileThatLacksWhatWasForced() throws Exception {
    MemoryDisk other = new MemoryDisk((call, operation) -> {});
    AtomicBoolean isAway = new AtomicBoolean();
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open(
          "s", trusted -> isAway.get() ? other.open(Long.MAX_VALUE) : disk.open(trusted));
      session.recordSync(new UserMessage("forced"));
      failing.set("write");
      isAway.set(true);
      assertFails(() -> session.recordSync(new UserMessage("lost")), cause);
      Journals.await(() -> session
          .failure()
          .filter(why -> String.valueOf(why.getMessage()).contains("lacks what was forced"))
          .isPresent());
      failing.set("");
      isAway.set(false);
      Journals.await(() -> session.failure().isEmpty());
      assertThat(session.recordSync(new UserMessage("after"))).isEqualTo(2);
      assertThat(other.content()).isEmpty();
      assertReports(1, session::close);
    }
  }

  @Test
  void watchersHearNothingOfAnOutage() throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", disk);
      session.watch(watcher(seen));
      session.recordSync(new UserMessage("a"));
      long first = disk.content().length;
      failing.set("write open");
      assertFails(() -> session.recordSync(new UserMessage("lost")), cause);
      session.publish(new TextDelta("meanwhile"));
      Journals.await(() -> seen.size() == 2);
      failing.set("");
      Journals.await(() -> session.failure().isEmpty());
      session.recordSync(new UserMessage("after"));
      long last = disk.content().length;
      assertReports(1, session::close);
      assertThat(seen).startsWith("written " + first, "published " + first);
      assertThat(seen).endsWith("written " + last, "ended null");
      assertThat(seen).noneMatch(each -> each.startsWith("shortened"));
    }
  }

  @Test
  void watchersHearOfLinesThatTheDeviceLost() throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", disk);
      session.watch(watcher(seen));
      session.recordSync(new UserMessage("a"));
      int first = disk.content().length;
      failing.set("force open");
      assertFails(() -> session.recordSync(new UserMessage("written, then lost")), cause);
      int second = disk.content().length;
      disk.lose(first);
      failing.set("");
      Journals.await(() -> session.failure().isEmpty());
      session.recordSync(new UserMessage("after"));
      assertThat(Journals.texts(disk.forcedContent()))
          .containsExactly("a", new Gap(1, Gap.FAILURE).toString(), "after");
      assertThat(seen)
          .startsWith("written " + first, "written " + second, "shortened " + first)
          .last()
          .isEqualTo("written " + disk.content().length);
      assertReports(1, session::close);
    }
  }

  private static SessionWatcher watcher(List<String> seen) {
    return new SessionWatcher() {
      @Override
      public void written(long position) {
        seen.add("written " + position);
      }

      @Override
      public void shortened(long position) {
        seen.add("shortened " + position);
      }

      @Override
      public void published(EphemeralEvent event, Instant ts, long position, long heapBytes) {
        seen.add("published " + position);
      }

      @Override
      public void missed(long count) {
        seen.add("missed " + count);
      }

      @Override
      public void ended(@Nullable DaybookException failure) {
        seen.add("ended " + failure);
      }
    };
  }
}
