package dev.daybook.bench;

import dev.daybook.Daybook;
import dev.daybook.journal.Session;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * What does {@code record} of an event cost the thread that calls it, when no other thread records?
 *
 * <p>{@link #paced} is the answer: an open loop at a fixed rate that the journal thread sustains.
 * Its score is only how long the loop took. The numbers are its {@link Readings}: {@code service}
 * is the time within the call, {@code response} the time since the call should have begun, which
 * counts what a late call makes its successors wait, {@code timer} what two readings of the clock
 * cost with nothing between them, which is part of the other two. {@code callerBytes} and
 * {@code journalBytes} are what the two threads allocate for one event.
 *
 * <p>At 100 events a second the journal thread has parked and must be woken, at the higher rates it
 * naps.
 *
 * <p>{@link #saturated} is the call in a loop without a pace: the ring is full and the caller waits
 * for the journal thread, so it shows the price of too much, not of a call.
 *
 * <p>Not measured: contention between recording threads, and anything about the disk.
 */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class RecordLatency {

  private static final long LOOP_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int WARM_UP_EVENTS = 50_000;
  private static final long HIGHEST_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** A session of its own for each iteration, so that files stay small. */
  @State(Scope.Benchmark)
  public static class Recorder {
    private EventMix mix;
    private WorkFolder folder;
    private Daybook daybook;
    private Session session;
    private long journalThread;
    private long callerBytesBefore;
    private int recorded;

    @Setup(Level.Trial)
    public void load() {
      mix = EventMix.load();
    }

    @Setup(Level.Iteration)
    public void open() {
      folder = WorkFolder.create();
      daybook = Daybook.open(folder.path());
      session = daybook.session(EventMix.SESSION);
      recorded = 0;
      warmUp();
      journalThread = ThreadBooks.journalThread();
      callerBytesBefore = ThreadBooks.bytesOfCaller();
    }

    @TearDown(Level.Iteration)
    public void close(BenchmarkParams params) throws Exception {
      long callerBytes = ThreadBooks.bytesOfCaller() - callerBytesBefore;
      if (params.getMode() == Mode.AverageTime) {
        // in sample mode JMH keeps its samples on this thread's account
        Readings.add("callerBytes", callerBytes / (double) (recorded - WARM_UP_EVENTS), "B/record");
      }
      daybook.close();
      mix.requireComplete(daybook.file(EventMix.SESSION), daybook.counters(), recorded);
      folder.close();
    }

    /** A slow pace has too few calls to get the code compiled, which is another question. */
    private void warmUp() {
      for (int i = 0; i < WARM_UP_EVENTS; i++) {
        record();
      }
      session.sync();
    }

    void record() {
      session.record(mix.event(recorded++));
    }
  }

  /** The pace and the histograms of the open loop. */
  @State(Scope.Benchmark)
  public static class Pace {
    @Param({"100", "10000", "100000"})
    public int eventsPerSecond;

    private final Histogram service = new Histogram(HIGHEST_NANOS, 3);
    private final Histogram response = new Histogram(HIGHEST_NANOS, 3);
    private final Histogram timer = new Histogram(HIGHEST_NANOS, 3);

    private void reset() {
      service.reset();
      response.reset();
      timer.reset();
    }
  }

  @Benchmark
  @BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
  public void saturated(Recorder recorder) {
    recorder.record();
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public void paced(Recorder recorder, Pace pace) {
    pace.reset();
    long callerBytes = ThreadBooks.bytesOfCaller();
    long journalBytes = ThreadBooks.bytesOf(recorder.journalThread);
    long recorded = loop(recorder, pace);
    callerBytes = ThreadBooks.bytesOfCaller() - callerBytes;
    recorder.session.sync();
    journalBytes = ThreadBooks.bytesOf(recorder.journalThread) - journalBytes;
    Readings.add("callerBytes", callerBytes / (double) recorded, "B/record");
    Readings.add("journalBytes", journalBytes / (double) recorded, "B/record");
    report("timer", pace.timer);
    report("service", pace.service);
    report("response", pace.response);
  }

  private static long loop(Recorder recorder, Pace pace) {
    long pauseNanos = TimeUnit.SECONDS.toNanos(1) / pace.eventsPerSecond;
    long count = LOOP_NANOS / pauseNanos;
    long intended = System.nanoTime();
    for (long i = 0; i < count; i++) {
      long start = System.nanoTime();
      while (start < intended) {
        Thread.onSpinWait();
        start = System.nanoTime();
      }
      recorder.record();
      long end = System.nanoTime();
      long afterEnd = System.nanoTime();
      pace.service.recordValue(end - start);
      pace.response.recordValue(end - intended);
      pace.timer.recordValue(afterEnd - end);
      intended += pauseNanos;
    }
    return count;
  }

  private static void report(String name, Histogram nanos) {
    Readings.add(name + ".p50", nanos.getValueAtPercentile(50), "ns");
    Readings.add(name + ".p90", nanos.getValueAtPercentile(90), "ns");
    Readings.add(name + ".p99", nanos.getValueAtPercentile(99), "ns");
    Readings.add(name + ".p99.9", nanos.getValueAtPercentile(99.9), "ns");
    Readings.addMax(name + ".max", nanos.getMaxValue(), "ns");
  }
}
