package dev.daybook.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Databind, one write and one force for each event, into a file for each session. The threads
 * encode side by side and take turns at a file; its lock is one that virtual threads can wait for.
 */
final class DatabindForceStore implements AckStore {

  private final SessionLines lines;
  private final OneFile[] files;
  private final LongAdder forces = new LongAdder();

  DatabindForceStore(EventMix mix, Path folder, int sessions) {
    this.lines = new SessionLines(mix, sessions);
    this.files = new OneFile[sessions];
    for (int i = 0; i < sessions; i++) {
      files[i] = new OneFile(folder.resolve(EventMix.sessionId(i) + ".ndjson"));
    }
  }

  @Override
  public void record(int session, int index) {
    files[session].append(line(session, index));
    forces.increment();
  }

  private ByteBuffer line(int session, int index) {
    byte[] json = lines.line(session, index);
    return ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
  }

  @Override
  public long forces() {
    return forces.sum();
  }

  @Override
  public void close() {
    for (OneFile file : files) {
      file.close();
    }
  }

  @Override
  public void requireComplete(int[] events) {
    for (int i = 0; i < events.length; i++) {
      LineFile.requireLines(files[i].path, events[i]);
    }
  }

  /** The file of one session. */
  private static final class OneFile {

    private final Path path;
    private final FileChannel channel;
    private final ReentrantLock lock = new ReentrantLock();

    private OneFile(Path path) {
      this.path = path;
      try {
        this.channel =
            FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void append(ByteBuffer line) {
      lock.lock();
      try {
        while (line.hasRemaining()) {
          channel.write(line);
        }
        channel.force(false);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        lock.unlock();
      }
    }

    private void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
