package dev.daybook.bench;

import dev.daybook.Daybook;
import dev.daybook.journal.Counters;
import dev.daybook.journal.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * How many events a second, and megabytes a second ({@code megabytes}), end up in a complete file?
 *
 * <p>Measured: opening a daybook in a fresh folder, N producers that together record
 * {@value #EVENTS} events of the mix in one session as fast as they are let, and closing, which
 * forces. {@code callerBytes} is what the producers allocate for one event. Compare with
 * {@link DiskCeiling}: that is what the disk would take.
 *
 * <p>Not measured: making and deleting the folder, and the check that the file has every byte,
 * which fails the benchmark if not. What one {@code record} costs its caller is
 * {@link RecordLatency}'s question.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class WriteThroughput {

  static final int EVENTS = 100_000;

  @Param({"plain", "chronicle"})
  public String buffer;

  @Param({"1", "2", "4"})
  public int producers;

  private EventMix mix;
  private ExecutorService pool;
  private WorkFolder folder;
  private Counters counters;
  private String usedBuffer;
  private final LongAdder callerBytes = new LongAdder();
  private final LongAdder callerRecords = new LongAdder();

  /** Megabytes, of a million bytes, that were written in the measured time. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Volume {
    public double megabytes;
  }

  @Setup(Level.Trial)
  public void prepare() {
    // read when a journal allocates its batch, so before the first one
    System.setProperty("daybook.buffer", buffer);
    mix = EventMix.load();
    pool = Executors.newFixedThreadPool(producers);
  }

  @TearDown(Level.Trial)
  public void stop() {
    pool.shutdown();
  }

  @TearDown(Level.Iteration)
  public void readBooks() {
    double bytes = callerBytes.sumThenReset();
    Readings.add("callerBytes", bytes / callerRecords.sumThenReset(), "B/record");
  }

  @Setup(Level.Invocation)
  public void createFolder() {
    folder = WorkFolder.create();
  }

  @TearDown(Level.Invocation)
  public void check() throws IOException {
    try (WorkFolder gone = folder) {
      Path file = Daybook.open(gone.path()).file(EventMix.SESSION);
      mix.requireComplete(file, counters, EVENTS);
      if (!usedBuffer.equals(buffer)) {
        throw new IllegalStateException(
            "the journal used another buffer: wanted=" + buffer + ", used=" + usedBuffer);
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void writeAndClose(Volume volume) throws Exception {
    Daybook daybook = Daybook.open(folder.path());
    try (daybook) {
      Session session = daybook.session(EventMix.SESSION);
      List<Callable<Void>> shares = new ArrayList<>();
      for (int i = 0; i < producers; i++) {
        shares.add(shareOf(i, session));
      }
      for (Future<Void> share : pool.invokeAll(shares)) {
        share.get();
      }
    }
    counters = daybook.counters();
    usedBuffer = daybook.bufferName().orElse("none");
    volume.megabytes += counters.bytesWritten() / 1e6;
  }

  private Callable<Void> shareOf(int producer, Session session) {
    return () -> {
      long bytes = ThreadBooks.bytesOfCaller();
      for (int i = producer; i < EVENTS; i += producers) {
        session.record(mix.event(i));
      }
      callerBytes.add(ThreadBooks.bytesOfCaller() - bytes);
      callerRecords.add((EVENTS - producer - 1) / producers + 1);
      return null;
    };
  }
}
