package dev.daybook.bench;

import dev.daybook.event.SessionEvent;
import java.io.IOException;
import java.util.Arrays;
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
 * The nanoseconds that it takes to make a line of the mix its event, on one thread.
 *
 * <p>Measured: the whole line to the typed record and its envelope, one line of the mix after the
 * other; every codec's events are checked beforehand. Daybook verifies the line's checksum and its
 * UTF-8 and makes an {@code Instant} of its time. The others get the lines without a checksum, as
 * they write them, and keep the time as text; databind and fastjson2 are given each line's type.
 *
 * <p>{@code cpu} is the thread's own CPU time, which says the same and is steadier on a machine
 * that others use too.
 *
 * <p>Not measured: reading a file and finding its lines.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@State(Scope.Thread)
public class Decode {

  @Param
  public Codec codec;

  private LineCodec lines;
  private byte[][] encoded;
  private Class<? extends SessionEvent>[] types;
  private int next;
  private long decoded;
  private long cpuNanos;

  @Setup(Level.Trial)
  @SuppressWarnings("unchecked") // there are no arrays of generic classes
  public void prepare() throws IOException {
    EventMix mix = EventMix.load();
    lines = codec.create();
    encoded = new byte[mix.size()][];
    types = new Class[mix.size()];
    for (int i = 0; i < mix.size(); i++) {
      SessionEvent event = mix.event(i);
      types[i] = event.getClass();
      lines.encode(i, mix.type(i), event);
      byte[] line = lines.lastLine();
      encoded[i] = Arrays.copyOf(line, line.length - 1);
      if (!decode(i).equals(event)) {
        throw new IllegalStateException("not what was encoded: event=" + event);
      }
    }
  }

  @Setup(Level.Iteration)
  public void begin() {
    decoded = 0;
    cpuNanos = ThreadBooks.cpuNanosOfCaller();
  }

  @TearDown(Level.Iteration)
  public void read() {
    Readings.add("cpu", (ThreadBooks.cpuNanosOfCaller() - cpuNanos) / (double) decoded, "ns/op");
  }

  @Benchmark
  public SessionEvent decode() throws IOException {
    int i = next;
    next = i + 1 == encoded.length ? 0 : i + 1;
    decoded++;
    return decode(i);
  }

  private SessionEvent decode(int i) throws IOException {
    return lines.decode(encoded[i], types[i]);
  }
}
