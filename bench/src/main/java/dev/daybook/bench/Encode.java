package dev.daybook.bench;

import dev.daybook.event.SessionEvent;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
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

/**
 * The nanoseconds that it takes to make an event of the mix its line, on one thread.
 *
 * <p>Measured: the whole line, envelope and line feed, as bytes in memory that is used again and
 * again, one event of the mix after the other. The lines of all codecs are the same JSON, which is
 * checked for every event beforehand, and their bytes are counted while it runs. Daybook's has a
 * checksum more, and Daybook formats the time, which the others are given as text.
 *
 * <p>{@code cpu} is the thread's own CPU time, which says the same and is steadier on a machine
 * that others use too.
 *
 * <p>Not measured: queue, file, and what of the mix differs from other people's events.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@State(Scope.Thread)
public class Encode {

  @Param
  public Codec codec;

  private LineCodec lines;
  private SessionEvent[] events;
  private String[] types;
  private int[] lineBytes;
  private int next;
  private long encoded;
  private long bytes;
  private long cpuNanos;

  @Setup(Level.Trial)
  public void prepare() throws IOException {
    EventMix mix = EventMix.load();
    lines = codec.create();
    events = new SessionEvent[mix.size()];
    types = new String[mix.size()];
    lineBytes = new int[mix.size()];
    for (int i = 0; i < mix.size(); i++) {
      events[i] = mix.event(i);
      types[i] = mix.type(i);
      lineBytes[i] = lines.encode(i, types[i], events[i]);
      SameJson.require(mix.line(i), lines.lastLine());
    }
  }

  @Setup(Level.Iteration)
  public void begin() {
    next = 0;
    encoded = 0;
    bytes = 0;
    cpuNanos = ThreadBooks.cpuNanosOfCaller();
  }

  /** Fails unless every line was as long as it was when it was checked. */
  @TearDown(Level.Iteration)
  public void check() {
    Readings.add("cpu", (ThreadBooks.cpuNanosOfCaller() - cpuNanos) / (double) encoded, "ns/op");
    long expected = 0;
    for (int i = 0; i < lineBytes.length; i++) {
      expected += lineBytes[i] * (encoded / lineBytes.length + (i < next ? 1 : 0));
    }
    if (bytes != expected) {
      throw new IllegalStateException("not the lines that were checked: lines="
          + encoded
          + ", bytes="
          + bytes
          + ", expected="
          + expected);
    }
  }

  @Benchmark
  public int encode() throws IOException {
    int i = next;
    next = i + 1 == events.length ? 0 : i + 1;
    encoded++;
    int length = lines.encode(i, types[i], events[i]);
    bytes += length;
    return length;
  }
}
