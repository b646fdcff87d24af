package dev.daybook.internal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that wait to be written where they belong: in memory, and what is more in a file, which has
 * no descriptor while nothing is done with it. Closing removes the file. One thread.
 */
public final class Spool implements AutoCloseable {

  private static final int FIRST_BYTES = 1 << 12;

  private final Path folder;
  private final int maxMemoryBytes;
  private @Nullable Path file;
  private byte[] memory = new byte[FIRST_BYTES];
  private int inMemory;
  private long inFile;

  Spool(Path folder, int maxMemoryBytes) {
    this.folder = folder;
    this.maxMemoryBytes = maxMemoryBytes;
  }

  /** Adds bytes. */
  public void write(ByteBuffer bytes) throws IOException {
    if (bytes.remaining() > maxMemoryBytes - inMemory) {
      spill();
    }
    if (bytes.remaining() > maxMemoryBytes) {
      append(bytes);
      return;
    }
    int length = inMemory + bytes.remaining();
    if (length > memory.length) {
      memory = Arrays.copyOf(memory, Math.min(maxMemoryBytes, Math.max(length, 2 * memory.length)));
    }
    bytes.get(memory, inMemory, bytes.remaining());
    inMemory = length;
  }

  private void spill() throws IOException {
    append(ByteBuffer.wrap(memory, 0, inMemory));
    inMemory = 0;
  }

  private void append(ByteBuffer bytes) throws IOException {
    if (file == null) {
      file = LeftDrafts.next(folder);
      OwnFiles.create(file).close();
    }
    try (FileChannel channel = OwnFiles.open(file)) {
      while (bytes.hasRemaining()) {
        inFile += channel.write(bytes, inFile);
      }
    }
  }

  /** Returns the number of bytes added. */
  public long length() {
    return inFile + inMemory;
  }

  /** Receives a part of the bytes. */
  @FunctionalInterface
  public interface Part {
    void take(ByteBuffer bytes) throws IOException;
  }

  /** Gives all bytes in order; may be called again. */
  public void forEach(Part action) throws IOException {
    Path spilled = file;
    if (spilled != null) {
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      try (FileChannel channel = OwnFiles.openToRead(spilled)) {
        while (channel.read(buffer.clear()) >= 0) {
          action.take(buffer.flip());
        }
      }
    }
    action.take(ByteBuffer.wrap(memory, 0, inMemory));
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
