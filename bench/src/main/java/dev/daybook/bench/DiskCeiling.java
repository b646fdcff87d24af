package dev.daybook.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What would this disk take from a program that does nothing but write? The yardstick for
 * {@link WriteThroughput} and {@link AckGroup}, whose numbers say little without it.
 *
 * <p>Measured: lines of the mix that were encoded before, through one channel: all of them in
 * writes of one mebibyte and one force at the end; or each with a write and a force of its own, by
 * one thread.
 *
 * <p>Not measured: encoding, queues, other threads.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class DiskCeiling {

  private static final int BATCH_BYTES = 1 << 20;

  private EventMix mix;
  private WorkFolder folder;
  private ByteBuffer batch;
  private ByteBuffer[] lines;
  private FileChannel channel;
  private int next;

  /** Megabytes, of a million bytes, that were written in the measured time. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Volume {
    public double megabytes;
  }

  @Setup(Level.Trial)
  public void prepare() throws IOException {
    mix = EventMix.load();
    folder = WorkFolder.create();
    lines = new ByteBuffer[mix.size()];
    batch = ByteBuffer.allocateDirect(BATCH_BYTES);
    for (int i = 0; i < lines.length; i++) {
      byte[] line = mix.line(i);
      lines[i] = ByteBuffer.allocateDirect(line.length).put(line).flip();
    }
    for (int i = 0; batch.remaining() > mix.line(i).length; i++) {
      batch.put(mix.line(i));
    }
    batch.flip();
    channel = create("lines");
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    channel.close();
    folder.close();
  }

  @Benchmark
  @OperationsPerInvocation(WriteThroughput.EVENTS)
  public void writeAndClose(Volume volume) throws IOException {
    long total = mix.bytesOf(WriteThroughput.EVENTS);
    try (FileChannel file = create("batches")) {
      for (long left = total; left > 0; ) {
        batch.rewind();
        ByteBuffer part = batch.slice(0, (int) Math.min(left, batch.limit()));
        left -= part.remaining();
        writeFully(file, part);
      }
      file.force(false);
    }
    volume.megabytes += total / 1e6;
  }

  @Benchmark
  public void writeAndForceEach() throws IOException {
    writeFully(channel, lines[next++ % lines.length].rewind());
    channel.force(false);
  }

  private FileChannel create(String name) throws IOException {
    Path file = folder.path().resolve(name);
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  private static void writeFully(FileChannel file, ByteBuffer source) throws IOException {
    while (source.hasRemaining()) {
      file.write(source);
    }
  }
}
