package dev.daybook.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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
 * The rate at which this disk takes what a program writes that does nothing else. The yardstick for
 * {@link WriteThroughput} and {@link AckLatency}, whose numbers say little without it.
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
@Measurement(iterations = 3, time = 1)
@State(Scope.Benchmark)
public class DiskCeiling {

  private static final int BATCH_BYTES = 1 << 20;

  private EventMix mix;

  /** Megabytes, of a million bytes, that were written in the measured time. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class WrittenVolume {
    public double megabytes;
  }

  /** A new file for each invocation, and the bytes for it. */
  @State(Scope.Benchmark)
  public static class Batches {
    private ByteBuffer batch;
    private long total;
    private WorkFolder folder;

    @Setup(Level.Trial)
    public void fill(DiskCeiling ceiling) {
      EventMix mix = ceiling.mix;
      total = mix.bytesOf(WriteThroughput.EVENTS);
      batch = ByteBuffer.allocateDirect(BATCH_BYTES);
      for (int i = 0; batch.remaining() > mix.line(i).length; i++) {
        batch.put(mix.line(i));
      }
      batch.flip();
    }

    @Setup(Level.Invocation)
    public void createFolder() {
      folder = WorkFolder.create();
    }

    @TearDown(Level.Invocation)
    public void delete() {
      folder.close();
    }
  }

  /** One file for all lines, and each line in memory that the kernel takes as it is. */
  @State(Scope.Benchmark)
  public static class WrittenLines {
    private ByteBuffer[] lines;
    private WorkFolder folder;
    private FileChannel file;
    private int next;

    @Setup(Level.Trial)
    public void fill(DiskCeiling ceiling) throws IOException {
      lines = new ByteBuffer[ceiling.mix.size()];
      for (int i = 0; i < lines.length; i++) {
        byte[] line = ceiling.mix.line(i);
        lines[i] = ByteBuffer.allocateDirect(line.length).put(line).flip();
      }
      folder = WorkFolder.create();
      file = create(folder);
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
      file.close();
      folder.close();
    }
  }

  @Setup(Level.Trial)
  public void load() {
    mix = EventMix.load();
  }

  @Benchmark
  @OperationsPerInvocation(WriteThroughput.EVENTS)
  public void writeAndClose(Batches batches, WrittenVolume volume) throws IOException {
    try (FileChannel file = create(batches.folder)) {
      long left = batches.total;
      while (left > 0) {
        int length = (int) Math.min(left, batches.batch.limit());
        writeFully(file, batches.batch.slice(0, length));
        left -= length;
      }
      file.force(false);
    }
    volume.megabytes += batches.total / 1e6;
  }

  @Benchmark
  public void writeAndForceEach(WrittenLines lines) throws IOException {
    writeFully(lines.file, lines.lines[lines.next++ % lines.lines.length].rewind());
    lines.file.force(false);
  }

  private static FileChannel create(WorkFolder folder) throws IOException {
    return FileChannel.open(
        folder.path().resolve("file"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static void writeFully(FileChannel file, ByteBuffer source) throws IOException {
    while (source.hasRemaining()) {
      file.write(source);
    }
  }
}
