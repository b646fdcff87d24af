package dev.daybook.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Databind, one write and one force for each event. The threads encode side by side and take turns
 * at the file; the lock is one that virtual threads can wait for.
 */
final class DatabindForceStore implements AckStore {

  private static final ObjectWriter WRITER = RecordMapper.create().writerFor(DeclaredLine.class);

  private final EventMix mix;
  private final Path path;
  private final FileChannel file;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong forces = new AtomicLong();

  DatabindForceStore(EventMix mix, Path folder) {
    this.mix = mix;
    this.path = folder.resolve("lines.ndjson");
    try {
      this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void record(int index) {
    ByteBuffer line = line(index);
    lock.lock();
    try {
      while (line.hasRemaining()) {
        file.write(line);
      }
      file.force(false);
      forces.incrementAndGet();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  private ByteBuffer line(int index) {
    try {
      byte[] json = WRITER.writeValueAsBytes(DeclaredLine.of(mix, index, index));
      return ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long forces() {
    return forces.get();
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void requireComplete(int events) {
    LineFile.requireLines(path, events);
  }
}
