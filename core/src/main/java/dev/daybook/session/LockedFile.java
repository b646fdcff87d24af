package dev.daybook.session;

import dev.daybook.journal.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A session's file and the right to write it, which end together. When a force fails, the lock
 * remembers what it leaves in doubt. One thread at a time.
 */
final class LockedFile implements JournalFile {

  private final JournalFile file;
  private final SessionLock lock;
  private long end;
  private long forcedEnd;

  /** @param end how long the file is, all of it on the device */
  LockedFile(JournalFile file, SessionLock lock, long end) {
    this.file = file;
    this.lock = lock;
    this.end = end;
    this.forcedEnd = end;
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    int written = file.write(source, position);
    end = Math.max(end, position + written);
    return written;
  }

  @Override
  public void force() throws IOException {
    try {
      file.force();
    } catch (Throwable failure) {
      lock.doubt(forcedEnd);
      throw failure;
    }
    forcedEnd = end;
  }

  @Override
  public void truncate(long size) throws IOException {
    file.truncate(size);
    end = Math.min(end, size);
    forcedEnd = Math.min(forcedEnd, size);
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      lock.knowGood(forcedEnd);
      file.close();
    }
  }
}
