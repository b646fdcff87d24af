package dev.daybook.bench;

import dev.daybook.Daybook;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of a daybook that is open and has nothing to do.
 *
 * <p>Measured: the CPU time of the journal thread over ten seconds, in percent of one core
 * ({@code journalCpu}), the background force of what was recorded before included. More than
 * {@value #LIMIT_PERCENT} percent fails the benchmark. The score is only the ten seconds.
 *
 * <p>Not measured: wake-ups as such, which cost a laptop's battery more than their CPU time says.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class IdleJournal {

  private static final long IDLE_SECONDS = 10;
  private static final double LIMIT_PERCENT = 1;

  @Benchmark
  public void idle() throws InterruptedException {
    try (WorkFolder folder = WorkFolder.create();
        Daybook daybook = Daybook.open(folder.path())) {
      Session session = daybook.openSession(EventMix.SESSION);
      session.recordSync(new UserMessage("the first entry pays for what is loaded late"));
      session.record(new UserMessage("no thread waits for this one"));
      long thread = ThreadBooks.journalThread();
      long cpuNanos = ThreadBooks.cpuNanosOf(thread);
      TimeUnit.SECONDS.sleep(IDLE_SECONDS);
      cpuNanos = ThreadBooks.cpuNanosOf(thread) - cpuNanos;
      double percent = 100.0 * cpuNanos / TimeUnit.SECONDS.toNanos(IDLE_SECONDS);
      Readings.add("journalCpu", percent, "% of a core");
      if (percent > LIMIT_PERCENT) {
        throw new IllegalStateException(
            "the journal does not idle: cpuPercent=" + percent + ", limit=" + LIMIT_PERCENT);
      }
    }
  }
}
