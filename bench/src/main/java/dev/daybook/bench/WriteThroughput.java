package dev.daybook.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The events a second that end up in a complete file that is closed.
 *
 * <p>Measured: N producers that together record {@value #EVENTS} events as fast as they are let,
 * and closing. Daybook's close forces the file to the device, as it promises; no peer forces
 * anything, which is in the peers' favour. Compare with {@link DiskCeiling}: that is what the disk
 * would take.
 *
 * <p>{@code cpu} is the time that all threads of the process compute for one event. It says what a
 * sink takes from the agent on a machine whose cores are busy, and is less noisy than the score.
 *
 * <p>Not measured: making the folder, opening the sink in it, which takes a logging library long,
 * and the check afterwards that the file has every event, which fails the benchmark if not. What
 * one {@code record} costs its caller is {@link CallerLatency}'s question.
 *
 * <p>Which of its two buffers Daybook uses makes no difference that these numbers could show; JMH's
 * {@code -jvmArgsAppend -Ddaybook.buffer=plain} chooses one.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class WriteThroughput extends SinkBenchmark {

  static final int EVENTS = 50_000;

  @Param("2")
  public int producers;

  @Param("MIX")
  public EventSize size;

  private ExecutorService pool;
  private Sink open;
  private long cpuNanos;
  private long written;

  @Setup(Level.Trial)
  public void start() {
    prepare(size);
    pool = Executors.newFixedThreadPool(producers, WriteThroughput::daemon);
  }

  @TearDown(Level.Trial)
  public void stop() {
    pool.shutdown();
  }

  @TearDown(Level.Iteration)
  public void report() {
    Readings.add("cpu", cpuNanos / (double) written, "ns/event");
    cpuNanos = 0;
    written = 0;
  }

  @Setup(Level.Invocation)
  public void open() {
    open = openSink();
  }

  @TearDown(Level.Invocation)
  public void check() {
    check(open, EVENTS);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void writeAndClose() throws Exception {
    long cpuNanosBefore = ThreadBooks.cpuNanosOfProcess();
    List<Callable<Void>> shares = new ArrayList<>();
    for (int i = 0; i < producers; i++) {
      shares.add(shareOf(i));
    }
    for (Future<Void> share : pool.invokeAll(shares)) {
      share.get();
    }
    open.close();
    cpuNanos += ThreadBooks.cpuNanosOfProcess() - cpuNanosBefore;
    written += EVENTS;
  }

  /** Makes a daemon of it: else a benchmark that failed would not end. */
  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "producer");
    thread.setDaemon(true);
    return thread;
  }

  private Callable<Void> shareOf(int producer) {
    return () -> {
      for (int i = producer; i < EVENTS; i += producers) {
        open.record(i);
      }
      return null;
    };
  }
}
