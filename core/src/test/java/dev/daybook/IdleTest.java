package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.event.UserMessage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A journal that has nothing to do costs nothing, and wakes when it gets something to do. */
@Timeout(60)
class IdleTest {

  @Test
  void anIdleJournalUsesLessThanAHundredthOfACore(@TempDir Path root) throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadCpuTimeSupported(), "this JVM does not measure a thread's CPU time");
    Set<Thread> earlier = Thread.getAllStackTraces().keySet();
    try (Daybook daybook =
        Daybook.builder(root).forceInterval(Duration.ofMillis(100)).open()) {
      Session session = daybook.openSession("s");
      session.record(new UserMessage("a"));
      session.recordSync(new UserMessage("b"));
      Thread journal = Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().equals("daybook-journal"))
          .filter(thread -> !earlier.contains(thread))
          .findFirst()
          .orElseThrow();
      long cpu = threads.getThreadCpuTime(journal.getId());
      long start = System.nanoTime();
      // nothing to await: the passing of time with nothing to do is what is measured
      new CountDownLatch(1).await(2, TimeUnit.SECONDS);
      double share =
          (double) (threads.getThreadCpuTime(journal.getId()) - cpu) / (System.nanoTime() - start);
      assertThat(share).isLessThan(0.01);
    }
  }

  /**
   * Recording meets the sleeper in every phase of falling asleep; a lost wake-up would never end.
   */
  @Test
  void aPublicationAlwaysWakesTheSleeper(@TempDir Path root) {
    Random random = new Random(7);
    try (Daybook daybook =
        Daybook.builder(root).forceInterval(Duration.ofHours(1)).open()) {
      Session session = daybook.openSession("s");
      long written = 0;
      for (int i = 0; i < 300; i++) {
        // naps of 50 microseconds, then of 2 milliseconds, then, after some 100 milliseconds, sleep
        boolean untilSleep = i % 10 == 0;
        LockSupport.parkNanos(random.nextInt(4_000_000) + (untilSleep ? 150_000_000 : 0));
        if (i % 2 == 0) {
          session.record(new UserMessage("m"));
          written++;
          long wanted = written;
          Await.until("event " + i + " is written", () -> session.counters().written() == wanted);
        } else {
          session.recordSync(new UserMessage("m"), Durability.WRITTEN, Duration.ofSeconds(20));
          written++;
        }
      }
    }
  }
}
