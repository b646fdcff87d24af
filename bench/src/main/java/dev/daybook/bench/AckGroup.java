package dev.daybook.bench;

import dev.daybook.Daybook;
import dev.daybook.journal.Counters;
import dev.daybook.journal.Session;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many acknowledged events a second do threads get that wait for each, in one session, and how
 * many of them share a force?
 *
 * <p>Measured: {@code recordSync} by 1, 8 and 64 threads; {@code forcesPerAck} from the journal's
 * counters, 1 when nobody shares. One thread's score is to be compared with
 * {@link DiskCeiling#writeAndForceEach}: the rest is the price of the queue and two wake-ups.
 *
 * <p>Not measured: many sessions, where forces of many files are the limit; virtual threads.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 2)
public class AckGroup {

  /** The session that all threads share, anew for each iteration. */
  @State(Scope.Benchmark)
  public static class Shared {
    private EventMix mix;
    private WorkFolder folder;
    private Daybook daybook;
    private Session session;

    @Setup(Level.Trial)
    public void load() {
      mix = EventMix.load();
    }

    @Setup(Level.Iteration)
    public void open() {
      folder = WorkFolder.create();
      daybook = Daybook.open(folder.path());
      session = daybook.session(EventMix.SESSION);
    }

    @TearDown(Level.Iteration)
    public void close() {
      Counters counters = daybook.counters();
      if (counters.forced() != counters.recorded()) {
        throw new IllegalStateException("acknowledged and not forced: counters=" + counters);
      }
      Readings.add("forcesPerAck", counters.forces() / (double) counters.forced(), "forces/ack");
      daybook.close();
      folder.close();
    }
  }

  /** Which event of the mix comes next on this thread. */
  @State(Scope.Thread)
  public static class Position {
    private int next;
  }

  @Benchmark
  @Threads(1)
  public long threads1(Shared shared, Position position) {
    return ack(shared, position);
  }

  @Benchmark
  @Threads(8)
  public long threads8(Shared shared, Position position) {
    return ack(shared, position);
  }

  @Benchmark
  @Threads(64)
  public long threads64(Shared shared, Position position) {
    return ack(shared, position);
  }

  private static long ack(Shared shared, Position position) {
    return shared.session.recordSync(shared.mix.event(position.next++));
  }
}
