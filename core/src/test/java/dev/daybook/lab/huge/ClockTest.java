package dev.daybook.lab.huge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.MemoryFolder;
import dev.daybook.Session;
import dev.daybook.catalog.SessionSummary;
import dev.daybook.event.Entry;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.Lab;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A clock that is set back by a day: seq is the order, ts is what the clock showed. */
@Tag(Lab.TAG)
@Timeout(60)
class ClockTest {

  private static final Instant NOW = Instant.parse("2026-11-20T23:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir(factory = MemoryFolder.class)
  Path root;

  private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);

  @Test
  void theOrderOfTheFileIsThatOfRecordingWhateverTheClockSays() {
    try (Daybook daybook = Daybook.builder(root).clock(clock::get).open()) {
      Session session = daybook.openSession("s");
      session.recordSync(new UserMessage("first"));
      clock.set(NOW.minus(DAY));
      session.recordSync(new UserMessage("second"));
      session.close();
      daybook.resumeSession("s").recordSync(new UserMessage("third"));

      List<Entry> entries = daybook.history("s").entries();
      assertThat(entries).extracting(Entry::seq).containsExactly(0L, 1L, 2L);
      assertThat(entries)
          .extracting(Entry::ts)
          .containsExactly(NOW, NOW.minus(DAY), NOW.minus(DAY));
      assertThat(daybook.history("s").bySeq().entries()).isEqualTo(entries);
      assertThat(daybook.verify("s").isClean()).isTrue();
    }
  }

  @Test
  void newIdsSortBehindOlderOnes() {
    try (Daybook daybook = Daybook.builder(root).clock(clock::get).open()) {
      String before = daybook.newSessionId();
      clock.set(NOW.minus(DAY));
      assertThat(daybook.newSessionId()).isGreaterThan(before);
    }
  }

  @Test
  void whatIsFromTheFutureDoesNotStayInFront() {
    try (Daybook daybook = Daybook.builder(root).clock(clock::get).open()) {
      daybook.createSession("before", List.of(new UserMessage("a")));
      clock.set(NOW.minus(DAY));
      daybook.createSession("after", List.of(new UserMessage("b")));
      assertThat(daybook.catalog().list())
          .extracting(SessionSummary::id)
          .containsExactly("after", "before");
      assertThat(daybook.catalog().recent(Duration.ofHours(1)))
          .as("what is from the future is not the latest")
          .map(SessionSummary::id)
          .contains("after");
    }
  }

  @Test
  void theForceIntervalIsKeptWhenTheClockJumpsBack() {
    try (Daybook daybook = Daybook.builder(root)
        .clock(clock::get)
        .forceInterval(Duration.ofMillis(100))
        .open()) {
      Session session = daybook.openSession("s");
      for (int n = 1; n <= 5; n++) {
        clock.set(NOW.minus(DAY.multipliedBy(n)));
        session.record(new UserMessage("m"));
        clock.set(NOW.minus(DAY.multipliedBy(n + 1)));
        long start = System.nanoTime();
        while (session.counters().forced() < n) {
          assertThat(Duration.ofNanos(System.nanoTime() - start))
              .isLessThan(Duration.ofSeconds(10));
          LockSupport.parkNanos(1_000_000);
        }
        Lab.finding("clock set back").add("jumps", 1).add("forces missed", 0);
      }
    }
  }
}
