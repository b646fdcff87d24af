package dev.daybook.bench;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time that recording an event costs the thread that does it, when no other thread records.
 *
 * <p>Each trial first finds the {@code capacity} of its sink: events a second from one thread to a
 * complete file that is closed. Under half of that load the events come in an open loop at a fixed
 * pace; so a sink that takes more a second has to answer more often. Under the common load all
 * sinks get the same number of events a second. The numbers are the {@link Readings}:
 * {@code service} is the time within the call, {@code response} the time since the call should have
 * begun, which counts what a late call makes its successors wait, {@code timer} what two readings
 * of the clock cost with nothing between them, which is part of the other two, and
 * {@code callerBytes} what the thread allocates for one event. The score is only how long the loop
 * took.
 *
 * <p>At saturation the loop has no pace: where events wait in a queue it is full, and the caller
 * waits for the thread behind it, so it shows the price of too much, not of a call. A trickle of a
 * hundred events a second finds that thread asleep, so that it must be woken; it runs when asked
 * for ({@code -p load=TRICKLE}).
 *
 * <p>Not measured: contention between recording threads, and anything about the disk.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 2)
public class CallerLatency extends SinkBenchmark {

  private static final long LOOP_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The events a second that all sinks are given alike; each can take them. */
  private static final double COMMON_RATE = 50_000;

  private static final int CAPACITY_EVENTS = 100_000;
  private static final int CAPACITY_ROUNDS = 3;
  private static final long HIGHEST_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** The rate at which the events come. */
  public enum Load {
    HALF {
      @Override
      double eventsPerSecond(double capacity) {
        return capacity / 2;
      }
    },
    COMMON {
      @Override
      double eventsPerSecond(double capacity) {
        return COMMON_RATE;
      }
    },
    SATURATED {
      @Override
      double eventsPerSecond(double capacity) {
        return Double.POSITIVE_INFINITY;
      }
    },
    TRICKLE {
      @Override
      double eventsPerSecond(double capacity) {
        return 100;
      }
    };

    abstract double eventsPerSecond(double capacity);
  }

  @Param({"HALF", "COMMON", "SATURATED"})
  public Load load;

  private final Histogram service = new Histogram(HIGHEST_NANOS, 3);
  private final Histogram response = new Histogram(HIGHEST_NANOS, 3);
  private final Histogram timer = new Histogram(HIGHEST_NANOS, 3);
  private double capacity;
  private Sink open;
  private int recorded;

  /** The first rounds get the code compiled, the last one counts. */
  @Setup(Level.Trial)
  public void findCapacity() {
    prepare(EventSize.MIX);
    for (int round = 0; round < CAPACITY_ROUNDS; round++) {
      open();
      long start = System.nanoTime();
      while (recorded < CAPACITY_EVENTS) {
        open.record(recorded++);
      }
      open.close();
      capacity = CAPACITY_EVENTS * (double) SECOND_NANOS / (System.nanoTime() - start);
      check(open, recorded);
    }
  }

  @Setup(Level.Iteration)
  public void open() {
    open = openSink();
    recorded = 0;
    service.reset();
    response.reset();
    timer.reset();
  }

  @TearDown(Level.Iteration)
  public void close() {
    open.close();
    check(open, recorded);
  }

  @Benchmark
  public void record() {
    double eventsPerSecond = load.eventsPerSecond(capacity);
    boolean paced = Double.isFinite(eventsPerSecond);
    long callerBytes = ThreadBooks.bytesOfCaller();
    if (paced) {
      openLoop(SECOND_NANOS / eventsPerSecond);
    } else {
      closedLoop();
    }
    callerBytes = ThreadBooks.bytesOfCaller() - callerBytes;
    Readings.add("capacity", capacity, "events/s");
    Readings.add("callerBytes", callerBytes / (double) recorded, "B/record");
    Readings.add("timer.p50", timer.getValueAtPercentile(50), "ns");
    Readings.addPercentiles("service", service);
    if (paced) {
      Readings.addPercentiles("response", response);
    }
  }

  private void openLoop(double pauseNanos) {
    long count = (long) (LOOP_NANOS / pauseNanos);
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long intended = begin + (long) (i * pauseNanos);
      long start = System.nanoTime();
      while (start < intended) {
        Thread.onSpinWait();
        start = System.nanoTime();
      }
      open.record(recorded++);
      long end = System.nanoTime();
      timer.recordValue(System.nanoTime() - end);
      service.recordValue(end - start);
      response.recordValue(end - intended);
    }
  }

  private void closedLoop() {
    long begin = System.nanoTime();
    long end = begin;
    while (end - begin < LOOP_NANOS) {
      long start = System.nanoTime();
      open.record(recorded++);
      end = System.nanoTime();
      timer.recordValue(System.nanoTime() - end);
      service.recordValue(end - start);
    }
  }
}
