package dev.daybook.bench;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The events a second that are acknowledged to threads that wait for each, all in one session or
 * each in its own, and the time that they wait.
 *
 * <p>Measured: {@code waiters} threads in a closed loop, which run from the trial's beginning to
 * its end and in no step with JMH. {@code latency} is the time of a call, {@code forcesPerAck} how
 * many share a force (1 when none do), {@code force.p50} how long one force of one event takes here
 * when nothing else goes on.
 *
 * <p>{@code VIRTUAL_1000} are virtual threads; it needs JDK 21 and is run when asked for ({@code -p
 * waiters=VIRTUAL_1000}).
 *
 * <p>Not measured: opening and closing. After the trial the store is closed and must have every
 * event that it acknowledged, or the benchmark fails.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 2, time = 2)
@State(Scope.Benchmark)
public class AckLatency {

  private static final int BATCH = 32;

  /** The sessions that the waiters record in. */
  public enum Sessions {
    SHARED,
    OWN
  }

  @Param
  public StoreKind store;

  @Param({"1", "8", "64", "1000"})
  public String waiters;

  @Param
  public Sessions sessions;

  private WorkFolder folder;
  private double forceNanos;
  private AckStore open;
  private Waiters threads;
  private long forcesBefore;
  private int acknowledgedBefore;

  @Setup(Level.Trial)
  public void start() throws ReflectiveOperationException {
    EventMix mix = EventMix.load();
    folder = WorkFolder.create();
    forceNanos = LoneForce.measure(mix, folder.path()).getValueAtPercentile(50);
    int opened = sessions == Sessions.OWN ? Waiters.count(waiters) : 1;
    open = store.open(mix, folder.path(), opened);
    threads = new Waiters(open, opened, BATCH);
    threads.start(waiters);
  }

  @TearDown(Level.Trial)
  public void stop() throws InterruptedException {
    threads.stop();
    open.close();
    open.requireComplete(threads.acknowledgedBySession());
    folder.close();
  }

  @Setup(Level.Iteration)
  public void begin() {
    threads.latency();
    acknowledgedBefore = threads.acknowledged();
    forcesBefore = open.forces();
    threads.skipBatches();
  }

  @TearDown(Level.Iteration)
  public void report() {
    Histogram nanos = threads.latency();
    double acknowledged = threads.acknowledged() - acknowledgedBefore;
    Readings.addPercentiles("latency", nanos);
    long forces = open.forces();
    if (forces >= 0) {
      Readings.add("forcesPerAck", (forces - forcesBefore) / acknowledged, "forces/ack");
    }
    Readings.add("force.p50", forceNanos, "ns");
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void acknowledged() throws InterruptedException {
    threads.awaitBatch();
  }
}
