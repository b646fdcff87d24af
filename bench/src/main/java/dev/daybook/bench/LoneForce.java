package dev.daybook.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.HdrHistogram.Histogram;

/** The time that this disk takes for one force of one event, when no other work is asked of it. */
final class LoneForce {

  private static final int FORCES = 300;

  private LoneForce() {}

  /** The times of some forces in nanoseconds, without the writes before them. */
  static Histogram measure(EventMix mix, Path folder) {
    Histogram nanos = new Histogram(3);
    try (FileChannel file = FileChannel.open(
        folder.resolve("forces"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int i = 0; i < FORCES; i++) {
        ByteBuffer line = ByteBuffer.wrap(mix.line(i));
        while (line.hasRemaining()) {
          file.write(line);
        }
        long start = System.nanoTime();
        file.force(false);
        nanos.recordValue(System.nanoTime() - start);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return nanos;
  }
}
