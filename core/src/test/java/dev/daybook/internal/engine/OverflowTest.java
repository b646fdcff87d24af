package dev.daybook.internal.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.JournalListener;
import dev.daybook.Overflow;
import dev.daybook.event.Entry;
import dev.daybook.event.Gap;
import dev.daybook.event.UserMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events that come faster than they are written; the journal thread stands in a force. */
@Timeout(60)
class OverflowTest {

  private static final int SLOTS = 64;

  private final Gate gate = new Gate();
  private final MemoryFile file = new MemoryFile((call, operation) -> {
    if (operation.equals("force")) {
      gate.pass();
    }
  });
  private final Journals options = new Journals();

  @BeforeEach
  void smallRing() {
    options.ringSlots = SLOTS;
  }

  private SessionHandle full(Journal journal) throws Exception {
    return full(journal, file, gate);
  }

  private static SessionHandle full(Journal journal, MemoryFile file, Gate gate) throws Exception {
    SessionHandle session = journal.open("s", file::asSessionFile);
    session.recordAsync(new UserMessage("first"));
    gate.awaitArrival();
    for (int i = 0; i < SLOTS; i++) {
      session.record(new UserMessage("m" + i));
    }
    return session;
  }

  @Test
  void blockWaitsForRoom() throws Exception {
    try (Journal journal = options.start()) {
      SessionHandle session = full(journal);
      List<CompletableFuture<Void>> waiting = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        waiting.add(CompletableFuture.runAsync(() -> session.record(new UserMessage("late"))));
      }
      gate.open();
      for (CompletableFuture<Void> each : waiting) {
        each.get(30, TimeUnit.SECONDS);
      }
      session.sync();
      assertThat(Journals.texts(file.forcedContent())).hasSize(1 + SLOTS + 4);
    }
  }

  @Test
  void blockGivesUpAtItsDeadline() throws Exception {
    options.blockTimeout = Duration.ofMillis(20);
    try (Journal journal = options.start()) {
      SessionHandle session = full(journal);
      assertThatThrownBy(() -> session.record(new UserMessage("late")))
          .isInstanceOfSatisfying(DaybookException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.OVERFLOW);
            assertThat(e.details()).containsEntry("ringSlots", SLOTS);
          });
      gate.open();
      session.sync();
      assertThat(session.counters().rejected()).isEqualTo(1);
      assertThat(Journals.texts(file.forcedContent())).hasSize(1 + SLOTS);
    }
  }

  /** A disk that hangs costs a caller one wait, and not one for each event. */
  @Test
  void whileTheJournalStandsStillOnlyTheFirstCallWaits() throws Exception {
    options.blockTimeout = Duration.ofSeconds(1);
    try (Journal journal = options.start()) {
      SessionHandle session = full(journal);
      long start = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        assertThatThrownBy(() -> session.record(new UserMessage("late")))
            .isInstanceOfSatisfying(
                DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.OVERFLOW));
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(options.blockTimeout, options.blockTimeout.multipliedBy(20));
      // a request has its own patience
      CompletableFuture<Void> synced = CompletableFuture.runAsync(session::sync);
      gate.open();
      synced.get(30, TimeUnit.SECONDS);
      session.record(new UserMessage("there is room"));
    }
    assertThat(Journals.texts(file.forcedContent())).hasSize(1 + SLOTS + 1);
  }

  @Test
  void aRequestThatWaitedInVainTakesNoPatienceFromTheNext() throws Exception {
    options.closeTimeout = Duration.ofMillis(200);
    Journal journal = options.start();
    SessionHandle session = full(journal);
    for (int i = 0; i < 2; i++) {
      long start = System.nanoTime();
      assertThatThrownBy(session::close)
          .isInstanceOfSatisfying(
              DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSE_TIMEOUT));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("close %d", i)
          .isGreaterThanOrEqualTo(options.closeTimeout);
    }
    gate.open();
    Journals.await(() -> Journals.texts(file.content()).size() == 1 + SLOTS);
    Journals.close(journal);
    assertThat(Journals.texts(file.forcedContent())).hasSize(1 + SLOTS);
  }

  @Test
  void whatIsDroppedWhileTheJournalStandsStillIsReportedBeforeItGoesOn() throws Exception {
    for (Overflow policy : List.of(Overflow.DROP, Overflow.BLOCK_THEN_DROP)) {
      Queue<String> reports = new ConcurrentLinkedQueue<>();
      options.listener = new JournalListener() {
        @Override
        public void standstill(String sessionId) {
          reports.add(sessionId);
        }
      };
      options.overflow = policy;
      options.blockTimeout = Duration.ofMillis(20);
      Gate held = new Gate();
      MemoryFile hung = new MemoryFile((call, operation) -> {
        if (operation.equals("force")) {
          held.pass();
        }
      });
      Journal journal = options.start();
      SessionHandle session = full(journal, hung, held);
      Journals.await(() -> {
        session.record(new UserMessage("late"));
        return !reports.isEmpty();
      });
      session.record(new UserMessage("late"));
      held.open();
      if (policy == Overflow.DROP) {
        journal.close();
      } else {
        assertThatThrownBy(journal::close).hasMessageContaining("there was no room");
      }
      assertThat(reports).as("%s", policy).containsExactly("s");
    }
  }

  /** Who wants more than others may find no room though the journal goes on. */
  @Test
  void anUnluckyCallerDoesNotTakeTheJournalForStuck() throws Exception {
    long limit = TimeUnit.SECONDS.toNanos(1);
    boolean isInTime = false;
    while (!isInTime) {
      Ring ring = new Ring(SLOTS, 64 << 10);
      Room room = new Room(ring, Overflow.BLOCK, limit);
      long half = ring.reservationFor(32 << 10);
      long large = ring.claimNow(half);
      ring.publish(large, false);
      FutureTask<Throwable> refused =
          new FutureTask<>(() -> catchThrowable(() -> room.claim(half, true)));
      Thread unlucky = new Thread(refused);
      unlucky.start();
      Journals.await(() -> unlucky.getState() == Thread.State.TIMED_WAITING || refused.isDone());
      ring.release(large);
      // else its limit was over before the journal went on, on a machine that is that busy
      isInTime = !refused.isDone();
      assertThat(refused.get(30, TimeUnit.SECONDS)).isInstanceOf(DaybookException.class);
      assertThat(isInTime && room.beginsToStandStill()).isFalse();
    }
  }

  @Test
  void aRefusalSaysHowLongItsCallHasWaited() {
    Ring ring = new Ring(SLOTS, 64 << 10);
    Room room = new Room(ring, Overflow.BLOCK, TimeUnit.SECONDS.toNanos(1));
    long half = ring.reservationFor(32 << 10);
    ring.claimNow(half);

    assertThat(waitedMillis(room, half)).isGreaterThanOrEqualTo(1000);
    assertThat(waitedMillis(room, half)).as("the standstill is known").isLessThan(1000);
  }

  private static long waitedMillis(Room room, long reservedBytes) {
    DaybookException refusal =
        catchThrowableOfType(DaybookException.class, () -> room.claim(reservedBytes, true));
    return (Long) refusal.details().get("waitedMillis");
  }

  @Test
  void blockThenDropLeavesAGapInItsPlaceAndTheNextSyncSaysSoOnce() throws Exception {
    options.overflow = Overflow.BLOCK_THEN_DROP;
    options.blockTimeout = Duration.ofMillis(20);
    try (Journal journal = options.start()) {
      SessionHandle session = full(journal);
      for (int i = 0; i < 7; i++) {
        session.record(new UserMessage("late"));
      }
      assertThatThrownBy(() -> session.recordSync(new UserMessage("late and waited for")))
          .isInstanceOfSatisfying(
              DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.OVERFLOW));
      assertThat(session.counters().dropped()).isEqualTo(8);
      gate.open();
      Journals.await(() -> Journals.texts(file.content()).size() == 1 + SLOTS + 1);
      session.record(new UserMessage("after"));
      assertThatThrownBy(session::sync).isInstanceOfSatisfying(DaybookException.class, e -> {
        assertThat(e.kind()).isEqualTo(Kind.OVERFLOW);
        assertThat(e)
            .hasMessage("events recorded before this were dropped because there was no room: the"
                + " disk is too slow or hangs; a gap entry counts them in their place; all others"
                + " are as durable as this call promises: session=s, events=8");
      });
      session.sync();
    }
    assertThat(Journals.texts(file.forcedContent()))
        .endsWith(new Gap(8, Gap.OVERFLOW).toString(), "after");
  }

  @Test
  void eachCauseOfAReportHasItsOwnWordsAndCount() {
    Missing missing = new Missing("s");
    missing.addUnwritable(DaybookException.of(Kind.UNENCODABLE, "not JSON"));
    missing.addDropped(7);
    DaybookException both = requireNonNull(missing.takeReport());
    assertThat(both.kind()).isEqualTo(Kind.UNENCODABLE);
    assertThat(both)
        .hasMessage("events recorded before this could not be written because of what is in them;"
            + " events recorded before this were dropped because there was no room: the disk is too"
            + " slow or hangs; a gap entry counts them in their place; all others are as durable as"
            + " this call promises: session=s, events=8, unwritable=1, dropped=7, first=not JSON");
    missing.failed(DaybookException.of(Kind.SESSION_FAILED, "full"));
    missing.addLost(3);
    DaybookException lost = requireNonNull(missing.takeReport());
    assertThat(lost.kind()).isEqualTo(Kind.SESSION_FAILED);
    assertThat(lost)
        .hasMessage("events recorded before this could not be written because the session failed; a"
            + " gap entry counts them in their place; all others are as durable as this call"
            + " promises: session=s, events=3, first=full");
    assertThat(missing.takeReport()).isNull();
  }

  @Test
  void blockThenDropLosesNothingToABurst() throws Exception {
    options.overflow = Overflow.BLOCK_THEN_DROP;
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", new MemoryFile()::asSessionFile);
      for (int i = 0; i < 200 * SLOTS; i++) {
        session.record(new UserMessage("m"));
      }
      session.sync();
      assertThat(session.counters().written()).isEqualTo(200 * SLOTS);
    }
  }

  @Test
  void blockIgnoresAnInterruptAndKeepsIt() throws Exception {
    try (Journal journal = options.start()) {
      SessionHandle session = full(journal);
      CompletableFuture<Boolean> flag = new CompletableFuture<>();
      Thread thread = new Thread(() -> {
        session.record(new UserMessage("late"));
        flag.complete(Thread.currentThread().isInterrupted());
      });
      thread.start();
      Journals.await(() -> thread.getState() == Thread.State.TIMED_WAITING);
      thread.interrupt();
      gate.open();
      assertThat(flag.get(30, TimeUnit.SECONDS)).isTrue();
      session.sync();
      assertThat(Journals.texts(file.forcedContent())).endsWith("late");
    }
  }

  @Test
  void failRefusesAtOnce() throws Exception {
    options.overflow = Overflow.FAIL;
    try (Journal journal = options.start()) {
      SessionHandle session = full(journal);
      assertThatThrownBy(() -> session.record(new UserMessage("late")))
          .isInstanceOfSatisfying(
              DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.OVERFLOW));
      gate.open();
    }
  }

  @Test
  void aDropOfASessionWithoutOtherEventsLeavesItsGapToo() throws Exception {
    options.overflow = Overflow.DROP;
    MemoryFile other = new MemoryFile();
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("other", other::asSessionFile);
      SessionHandle unused = full(journal);
      session.record(new UserMessage("lost"));
      gate.open();
      Journals.await(() -> other.content().length > 0);
      assertThat(Journals.entries(other.content()).get(0).event())
          .isEqualTo(new Gap(1, Gap.OVERFLOW));
    }
  }

  @Test
  void dropCountsAndLeavesAGapInItsPlace() throws Exception {
    options.overflow = Overflow.DROP;
    ConcurrentLinkedQueue<Long> counted = new ConcurrentLinkedQueue<>();
    options.listener = new JournalListener() {
      @Override
      public void eventsDropped(String sessionId, long count) {
        counted.add(count);
      }
    };
    try (Journal journal = options.start()) {
      SessionHandle session = full(journal);
      for (int i = 0; i < 7; i++) {
        session.record(new UserMessage("lost"));
      }
      assertThat(session.recordAsync(new UserMessage("lost and waited for")))
          .isCompletedExceptionally();
      gate.open();
      // no thread records any more, and the gap is written all the same
      Journals.await(() -> Journals.texts(file.content()).size() == 1 + SLOTS + 1);
      assertThat(Journals.entries(file.content()).get(1 + SLOTS).event())
          .isEqualTo(new Gap(8, Gap.OVERFLOW));
      session.recordSync(new UserMessage("after"));
      assertThat(Journals.texts(file.forcedContent())).endsWith("after");
      assertThat(session.counters().dropped()).isEqualTo(8);
      Journals.await(() -> counted.contains(8L));
    }
  }

  @Test
  void dropsAreReportedOnceASecondAndNoneIsLostInTheSums() throws Exception {
    options.overflow = Overflow.DROP;
    Queue<Long> counts = new ConcurrentLinkedQueue<>();
    options.listener = new JournalListener() {
      @Override
      public void eventsDropped(String sessionId, long count) {
        counts.add(count);
      }
    };
    MemoryFile slow = new MemoryFile((call, operation) -> {
      if (operation.equals("write")) {
        LockSupport.parkNanos(5_000_000);
      }
    });
    long start = System.nanoTime();
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", slow::asSessionFile);
      while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(1_300)
          || session.counters().dropped() == 0) {
        session.record(new UserMessage("m"));
      }
      // without a sync: the last sum comes by itself
      awaitSum(counts, session);
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      assertThat((long) counts.size()).isBetween(1L, seconds + 1);
      long before = session.counters().dropped();
      while (session.counters().dropped() < before + 10) {
        session.record(new UserMessage("m"));
      }
      session.close();
      awaitSum(counts, session);
    }
  }

  private static void awaitSum(Queue<Long> counts, SessionHandle session) {
    Journals.await(() ->
        counts.stream().mapToLong(Long::longValue).sum() == session.counters().dropped());
  }

  /** A wait in vain that was short does not show that nothing is written any more. */
  @Test
  void aShortWaitInVainIsNoStandstill() {
    Ring ring = new Ring(SLOTS, 64 << 10);
    Room room = new Room(ring, Overflow.BLOCK_THEN_DROP, 1_000_000);
    long half = ring.reservationFor(32 << 10);
    ring.publish(ring.claimNow(half), false);
    assertThat(room.claim(half, true)).isEqualTo(Ring.NO_ROOM);
    assertThat(room.beginsToStandStill()).isFalse();
    Journals.await(room::beginsToStandStill);
    assertThat(room.beginsToStandStill()).isFalse();
  }

  /** Whatever is recorded next stands behind the gap of what was dropped before it. */
  @Test
  void everyGapStandsInItsPlace() throws Exception {
    int floods = 30;
    options.overflow = Overflow.DROP;
    MemoryFile sound = new MemoryFile();
    int events = 0;
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", sound::asSessionFile);
      for (int i = 0; i < 2 * floods; i++) {
        // until one is dropped, and then until one is not
        boolean isFlood = i % 2 == 0;
        long before;
        do {
          before = session.counters().dropped();
          session.record(new UserMessage(Integer.toString(events++)));
        } while (session.counters().dropped() > before != isFlood);
      }
    }
    long counted = 0;
    int gaps = 0;
    for (Entry entry : Journals.entries(sound.forcedContent())) {
      if (entry.event() instanceof Gap gap) {
        counted += gap.count();
        gaps++;
      } else {
        assertThat(((UserMessage) entry.event()).text()).isEqualTo(Long.toString(counted));
        counted++;
      }
    }
    assertThat(counted).isEqualTo(events);
    assertThat(gaps).isGreaterThanOrEqualTo(floods);
  }

  @Test
  void aGapIsWrittenBeforeClose() throws Exception {
    options.overflow = Overflow.DROP;
    Journal journal = options.start();
    SessionHandle session = full(journal);
    session.record(new UserMessage("lost"));
    CompletableFuture<Void> closed = CompletableFuture.runAsync(session::close);
    gate.open();
    closed.get(30, TimeUnit.SECONDS);
    journal.close();
    assertThat(Journals.entries(file.forcedContent()).get(1 + SLOTS).event())
        .isEqualTo(new Gap(1, Gap.OVERFLOW));
  }

  /** Another thread has counted it and not yet said so. */
  @Test
  void closeReportsADropThatIsBeingCounted() throws Exception {
    MemoryFile sound = new MemoryFile();
    try (Journal journal = new Journals().start()) {
      SessionHandle session = journal.open("s", sound::asSessionFile);
      session.session().missing.add(Gap.OVERFLOW, 1);
      session.close();
    }
    assertThat(Journals.entries(sound.forcedContent()))
        .extracting(Entry::event)
        .containsExactly(new Gap(1, Gap.OVERFLOW));
  }

  @Test
  void largeEventsAreBoundedInBytes() throws Exception {
    options.overflow = Overflow.FAIL;
    options.maxLineBytes = 1 << 20;
    options.maxInFlightBytes = 4 << 20;
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s", file::asSessionFile);
      session.recordAsync(new UserMessage("first"));
      gate.awaitArrival();
      UserMessage large = new UserMessage("x".repeat(400_000));
      session.record(large);
      session.record(large);
      assertThatThrownBy(() -> session.record(large))
          .isInstanceOfSatisfying(
              DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.OVERFLOW));
      session.record(new UserMessage("a small one has its own room"));
      gate.open();
      session.sync();
      session.record(large);
      session.record(large);
      session.sync();
      assertThat(Journals.texts(file.forcedContent())).hasSize(6);
    }
  }
}
