package dev.daybook;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.Gap;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.Lab;
import dev.daybook.lab.Mounted;
import dev.daybook.read.StartPosition;
import dev.daybook.read.Subscriber;
import dev.daybook.read.Subscription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, and then has room again: a small tmpfs, which takes root and Linux. */
@Tag(Lab.TAG)
@Timeout(120)
class FullDiskTest {

  @TempDir
  Path mountPoint;

  private Mounted disk;

  private record Acknowledged(long seq, String text) {}

  @BeforeEach
  void mount() {
    disk = Mounted.ofMegabytes(2, mountPoint);
  }

  @AfterEach
  void unmount() throws IOException {
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void aSupervisedSessionGoesOnWhenThereIsRoomAgain() throws Exception {
    Path ballast = Files.write(mountPoint.resolve("ballast"), new byte[1 << 20]);
    AtomicInteger failures = new AtomicInteger();
    AtomicInteger recoveries = new AtomicInteger();
    JournalListener listener = new JournalListener() {
      @Override
      public void sessionFailed(String sessionId, DaybookException why) {
        failures.incrementAndGet();
      }

      @Override
      public void recoveryFailed(String sessionId, DaybookException why) {
        failures.incrementAndGet();
      }

      @Override
      public void sessionRecovered(String sessionId, long lostEvents) {
        recoveries.incrementAndGet();
      }
    };
    AtomicLong offered = new AtomicLong();
    AtomicLong answered = new AtomicLong();
    AtomicBoolean done = new AtomicBoolean();
    Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    List<Entry> seen = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean ended = new AtomicBoolean();
    ExecutorService pool = Executors.newCachedThreadPool();
    try (Daybook daybook = Daybook.builder(mountPoint.resolve("root"))
        .supervise(Duration.ofMillis(5), Duration.ofMillis(50))
        .forceInterval(Duration.ofMillis(20))
        .listener(listener)
        .open()) {
      Session session = daybook.openSession("s-1");
      Subscription subscription =
          daybook.subscribe("s-1", StartPosition.beginning(), new Subscriber() {
            @Override
            public void entry(Entry entry) {
              seen.add(entry);
            }

            @Override
            public void ended(Optional<DaybookException> failure) {
              ended.set(true);
            }
          });
      List<CompletableFuture<Void>> threads = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        int thread = t;
        threads.add(CompletableFuture.runAsync(
            () -> {
              for (int i = 0; !done.get(); i++) {
                String text = thread + "-" + i + " " + "x".repeat(500);
                offered.incrementAndGet();
                if (thread < 2) {
                  session.record(new UserMessage(text));
                  // at the others' pace, so that the room that is made lasts for a while
                  long before = answered.get();
                  while (answered.get() == before && !done.get()) {
                    LockSupport.parkNanos(200_000);
                  }
                } else {
                  try {
                    acknowledged.add(
                        new Acknowledged(session.recordSync(new UserMessage(text)), text));
                  } catch (DaybookException refused) {
                    assertThat(refused.kind()).isEqualTo(Kind.SESSION_FAILED);
                    assertThat(refused).hasRootCauseInstanceOf(IOException.class);
                  }
                  answered.incrementAndGet();
                  LockSupport.parkNanos(200_000);
                }
              }
            },
            pool));
      }
      Await.until("the disk is full", () -> failures.get() > 3);
      Counters full = session.counters();
      assertThat(full.rejected()).isPositive();
      long refusedBefore = full.rejected();
      Await.until(
          "the agent keeps running", () -> session.counters().rejected() > refusedBefore + 100);
      assertThat(faultOf(() -> daybook.delete("s-1")).kind()).isEqualTo(Kind.SESSION_LOCKED);
      assertThat(faultOf(() -> daybook.purge("s-1")).kind()).isEqualTo(Kind.SESSION_LOCKED);
      long offeredBefore = offered.get();
      int acknowledgedBefore = acknowledged.size();
      int recoveredBefore = recoveries.get();
      Files.delete(ballast);
      Await.until("the session is back", () -> acknowledged.size() > acknowledgedBefore + 100);
      done.set(true);
      for (CompletableFuture<Void> thread : threads) {
        thread.get(30, TimeUnit.SECONDS);
      }
      Await.until("the listener is notified", () -> recoveries.get() > recoveredBefore);
      assertThat(offered.get()).isGreaterThan(offeredBefore);
      assertThat(session.failure()).isEmpty();
      long last = session.recordSync(new UserMessage("later"));
      offered.incrementAndGet();
      acknowledged.add(new Acknowledged(last, "later"));
      assertThat(ended).as("the subscription goes on").isFalse();
      try {
        session.close();
      } catch (DaybookException lost) {
        assertThat(lost).hasMessageContaining("could not be written");
      }
      assertThat(subscription.awaitEnd(Duration.ofSeconds(30))).isTrue();

      // strict: contiguous seqs, good checksums, no half line
      List<Entry> entries = daybook.history("s-1").entries();
      long accountedFor = 0;
      long gaps = 0;
      for (Entry entry : entries) {
        if (entry.event() instanceof Gap gap) {
          assertThat(gap.reason()).isEqualTo(Gap.FAILURE);
          accountedFor += gap.count();
          gaps++;
        } else {
          accountedFor++;
        }
      }
      assertThat(gaps).isPositive();
      assertThat(accountedFor).as("in the file or in a gap").isEqualTo(offered.get());
      for (Acknowledged each : acknowledged) {
        Entry entry = entries.get(Math.toIntExact(each.seq()));
        assertThat(entry.seq()).isEqualTo(each.seq());
        assertThat(entry.event()).isEqualTo(new UserMessage(each.text()));
      }
      assertThat(entries.get(entries.size() - 1).event()).isEqualTo(new UserMessage("later"));
      assertThat(seen).isEqualTo(entries);
      Counters counters = session.counters();
      assertThat(counters.recorded() + counters.rejected()).isEqualTo(offered.get());
      assertThat(counters.failed() + counters.rejected())
          .as("what the gaps count: " + counters)
          .isEqualTo(accountedFor - entries.size() + gaps);
    } finally {
      done.set(true);
      pool.shutdown();
    }
  }
}
