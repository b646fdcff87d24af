package dev.daybook.session;

import dev.daybook.journal.JournalFile;
import dev.daybook.journal.LostFileException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A session's file with its lock, closed together. The lock records how far the file is good and,
 * after a failed force, which bytes are in doubt. One thread at a time, but for a force, during
 * which another thread may write.
 */
final class LockedFile implements JournalFile {

  /**
   * The number of bytes forced between two reports to the lock: a crash leaves no more to check.
   */
  static final long REPORT_EVERY_BYTES = 64 << 20;

  private final JournalFile file;
  private final SessionLock lock;
  private volatile long end;
  private volatile long forcedEnd;

  /** True if another file may have its name: it is lost, or could not be opened again. */
  private volatile boolean isStrange;

  /** @param end the file's length, all of it on the device */
  LockedFile(JournalFile file, SessionLock lock, long end) {
    this.file = file;
    this.lock = lock;
    this.end = end;
    this.forcedEnd = end;
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    lock.confirmForWrite();
    try {
      int written = file.write(source, position);
      end = Math.max(end, position + written);
      return written;
    } catch (LostFileException lost) {
      isLost(lost);
      throw lost;
    }
  }

  @Override
  public void force() throws IOException {
    lock.confirmForForce();
    // what is written meanwhile is not covered
    long covered = end;
    try {
      file.force();
    } catch (LostFileException lost) {
      isLost(lost);
      throw lost;
    } catch (Throwable failure) {
      sayDoubt(failure);
      throw failure;
    }
    forcedEnd = covered;
    if (covered - lock.goodBytes() >= REPORT_EVERY_BYTES) {
      lock.sayGood(covered);
    }
  }

  /** Records that the file with the session's name may be another one. */
  private void isLost(LostFileException lost) {
    isStrange = true;
    if (!lock.lose(forcedEnd)) {
      sayWithoutFile(lost);
    }
  }

  @Override
  public void confirm() throws IOException {
    try {
      file.confirm();
    } catch (LostFileException lost) {
      isLost(lost);
      throw lost;
    }
  }

  private void sayDoubt(Throwable failure) {
    if (!lock.doubt(forcedEnd)) {
      sayWithoutFile(failure);
    }
  }

  /** Closes the file, which is of no use now, and writes the lock's text with its descriptor. */
  private void sayWithoutFile(Throwable failure) {
    try {
      file.rest();
    } catch (IOException alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
    lock.sayWhatIsKnown();
  }

  @Override
  public void truncate(long size) throws IOException {
    if (isStrange || lock.isLost()) {
      // the bytes there may be those of another process, which has the lock now
      return;
    }
    file.truncate(size);
    end = Math.min(end, size);
    forcedEnd = Math.min(forcedEnd, size);
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public void rest() throws IOException {
    file.rest();
  }

  @Override
  public void wake() throws IOException {
    lock.confirm();
    isStrange = true;
    try {
      file.wake();
    } catch (LostFileException lost) {
      isLost(lost);
      throw lost;
    }
    isStrange = false;
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      try {
        file.close();
      } catch (LostFileException lost) {
        isLost(lost);
        throw lost;
      } finally {
        lock.knowGood(isStrange ? 0 : forcedEnd);
      }
    }
  }
}
