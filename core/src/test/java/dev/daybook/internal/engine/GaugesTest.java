package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.Counters;
import dev.daybook.Gauges;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Another thread can see how a journal fares, also while its own thread stands in a force. */
@Timeout(60)
class GaugesTest {

  private static final int SLOTS = 64;
  private static final Duration LONG = Duration.ofMillis(30);

  private final Gate gate = new Gate();
  private final Journals options = new Journals();
  private final MemoryFile held = new MemoryFile((call, operation) -> {
    if (operation.equals("force")) {
      gate.pass();
    }
  });

  @Test
  void whatWaitsInTheRingCanBeSeen() throws Exception {
    options.ringSlots = SLOTS;
    options.maxInFlightBytes = 4 << 20;
    try (Journal journal = options.start()) {
      Session session = journal.open("s", held::asSessionFile);
      CompletableFuture<Long> first = session.recordAsync(new UserMessage("first"));
      gate.awaitArrival();
      Journals.await(() -> journal.gauges().backlog() == 0);
      for (int i = 0; i < SLOTS - 1; i++) {
        session.record(new UserMessage("small"));
      }
      Gauges small = journal.gauges();
      assertThat(small.backlog()).isEqualTo(SLOTS - 1);
      assertThat(small.ringSlots()).isEqualTo(SLOTS);
      assertThat(small.ringUse()).isEqualTo((SLOTS - 1) / (double) SLOTS);
      assertThat(small.inFlightBytes()).isBetween(1L, 2L << 20);
      session.record(new UserMessage("x".repeat(400_000)));
      Gauges large = journal.gauges();
      assertThat(large.ringUse()).isEqualTo(1);
      assertThat(large.inFlightBytes()).isGreaterThan(small.inFlightBytes() + 800_000);
      assertThat(large.maxInFlightBytes())
          .isEqualTo(4 << 20)
          .isGreaterThanOrEqualTo(large.inFlightBytes());
      gate.open();
      session.sync();
      assertThat(first.get(30, TimeUnit.SECONDS)).isZero();
      Journals.await(() -> journal.gauges().backlog() == 0);
      assertThat(journal.gauges().inFlightBytes()).isZero();
    } finally {
      gate.open();
    }
  }

  @Test
  void whatWaitsForAForceThatHangsGrowsOlder() throws Exception {
    try (Journal journal = options.start()) {
      assertThat(journal.gauges().oldestUnforced()).isZero();
      Session session = journal.open("s", held::asSessionFile);
      CompletableFuture<Long> first = session.recordAsync(new UserMessage("first"));
      gate.awaitArrival();
      long forcing = System.nanoTime();
      Journals.await(() -> journal.gauges().oldestUnforced().compareTo(LONG) > 0
          && System.nanoTime() - forcing > LONG.toNanos());
      gate.open();
      session.sync();
      assertThat(first.get(30, TimeUnit.SECONDS)).isZero();
      Journals.await(() -> journal.gauges().oldestUnforced().isZero());
      assertThat(session.counters().longestForce()).isGreaterThan(LONG);
      assertThat(journal.counters().longestForce()).isEqualTo(session.counters().longestForce());
    } finally {
      gate.open();
    }
  }

  @Test
  void whatAForceOnAnotherThreadCoversGrowsOlderUntilItHasEnded() throws Exception {
    options.forceInterval = Duration.ofMillis(1);
    try (Journal journal = options.start()) {
      Session session = journal.open("s", held::asSessionFile);
      session.record(new UserMessage("first"));
      gate.awaitArrival();
      Journals.await(() -> journal.gauges().oldestUnforced().compareTo(LONG) > 0);
      gate.open();
      Journals.await(() -> journal.gauges().oldestUnforced().isZero());
    } finally {
      gate.open();
    }
  }

  @Test
  void whatIsWrittenAndNotForcedGrowsOlder() throws Exception {
    try (Journal journal = options.start()) {
      Session session = journal.open("s", new MemoryFile()::asSessionFile);
      session.record(new UserMessage("a"));
      Journals.await(() -> session.counters().written() == 1);
      Journals.await(() -> journal.gauges().oldestUnforced().compareTo(LONG) > 0);
      session.sync();
      Journals.await(() -> journal.gauges().oldestUnforced().isZero());
    }
  }

  @Test
  void aJournalThatIsBusyAndSoundIsNotBehind() throws Exception {
    options.ringSlots = SLOTS;
    try (Journal journal = options.start()) {
      Session session = journal.open("s", new MemoryFile()::asSessionFile);
      for (int i = 0; i < 20 * SLOTS; i++) {
        session.recordSync(new UserMessage("a"));
      }
      Journals.await(() -> journal.gauges().oldestUnforced().isZero());
      Counters counters = session.counters();
      assertThat(counters.forces()).isPositive();
      assertThat(counters.forceTime()).isGreaterThanOrEqualTo(counters.longestForce());
      assertThat(counters.longestForce()).isPositive();
    }
    assertThat(Journal.noCounters().forceTime()).isZero();
  }

  @Test
  void sessionsAreCountedByTheirState() throws Exception {
    Journal journal = options.start();
    Session sound = journal.open("sound", new MemoryFile()::asSessionFile);
    Session failing = journal.open("failing", new MemoryFile(GaugesTest::full)::asSessionFile);
    assertThat(journal.gauges().openSessions()).isEqualTo(2);
    assertThatThrownBy(() -> failing.recordSync(new UserMessage("a")))
        .hasRootCauseMessage("no space");
    assertThat(journal.gauges().failedSessions()).isOne();
    assertThat(journal.gauges().recoveringSessions()).isZero();
    sound.close();
    assertThat(journal.gauges().openSessions()).isOne();
    assertThatThrownBy(failing::close).hasRootCauseMessage("no space");
    assertThat(journal.gauges().openSessions()).isZero();
    assertThat(journal.gauges().failedSessions()).isZero();
    journal.close();
  }

  @Test
  void aSupervisedSessionIsCountedUntilItIsBack() throws Exception {
    options.supervision = new Supervision(Duration.ofMillis(1), Duration.ofMillis(1));
    AtomicBoolean isFull = new AtomicBoolean(true);
    MemoryDisk disk = new MemoryDisk((call, operation) -> {
      if (isFull.get()) {
        full(call, operation);
      }
    });
    try (Journal journal = options.start()) {
      Session session = journal.open("s", disk);
      session.record(new UserMessage("a"));
      Journals.await(() -> journal.gauges().recoveringSessions() == 1);
      assertThat(journal.gauges().failedSessions()).isZero();
      isFull.set(false);
      Journals.await(() -> journal.gauges().recoveringSessions() == 0);
      assertThat(session.recordAsync(new UserMessage("b")).get(30, TimeUnit.SECONDS))
          .isPositive();
      assertThatThrownBy(session::sync).hasMessageContaining("events=1");
    }
    assertThat(disk.misuses()).isEmpty();
  }

  private static void full(int call, String operation) throws IOException {
    if (operation.equals("write")) {
      throw new IOException("no space");
    }
  }
}
