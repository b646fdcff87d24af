package dev.daybook.session;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * The operating system's lock of one session, which this process took and may have lost since, with
 * a second one as a sign that there is a holder. All within {@link LockFile#MONITOR}, but where
 * said.
 */
final class TakenByte {

  private final LockByte at;
  private LockFile file;
  private FileLock lock;

  /** The lock of the second byte; null as long as a look holds it. */
  private @Nullable FileLock sign;

  private TakenByte(LockByte at, LockFile file, FileLock lock) throws IOException {
    this.at = file.at(at.position());
    this.file = file;
    this.lock = lock;
    this.sign = file.tryLock(at.signPosition(), false);
  }

  /** Takes the lock, or returns null if it is held, in this process or another. */
  static @Nullable TakenByte tryTake(LockByte at) throws IOException {
    LockFile file = LockFile.enter(at.file());
    FileLock lock = null;
    TakenByte taken = null;
    try {
      lock = file.tryLock(at.position(), false);
      taken = lock == null ? null : new TakenByte(at, file, lock);
      return taken;
    } finally {
      if (taken == null) {
        giveBack(lock, file);
      }
    }
  }

  private static void giveBack(@Nullable FileLock lock, LockFile file) throws IOException {
    try {
      if (lock != null) {
        lock.release();
      }
    } finally {
      file.leave();
    }
  }

  /** Returns its place; all locks in one file share its path object. */
  LockByte at() {
    return at;
  }

  /**
   * Returns true if its file still has its name, so that all processes meet there. Asks the disk,
   * and so must be called by the holder's thread alone, outside of the monitor.
   */
  boolean isWhereOthersLook() throws IOException {
    return file.isStillThere();
  }

  /** Releases it until {@link #isRetaken} takes it again. */
  void pause() throws IOException {
    lock.release();
  }

  /** Takes it again, since it may have been dropped; returns false if another holder has it. */
  boolean isRetaken() throws IOException {
    FileLock again = file.retake(lock);
    if (again == null) {
      return false;
    }
    lock = again;
    FileLock signed = sign;
    sign = signed == null ? file.tryLock(at.signPosition(), false) : file.retake(signed);
    return true;
  }

  /**
   * Takes it in the new file, after its old one was removed; returns false if another holder has
   * it.
   */
  boolean isTakenInNewFile() throws IOException {
    TakenByte successor = tryTake(at);
    if (successor == null) {
      return false;
    }
    LockFile removed = file;
    FileLock held = lock;
    releaseSign();
    file = successor.file;
    lock = successor.lock;
    sign = successor.sign;
    giveBack(held, removed);
    return true;
  }

  private void releaseSign() throws IOException {
    FileLock signed = sign;
    sign = null;
    if (signed != null) {
      signed.release();
    }
  }

  void release() throws IOException {
    try {
      releaseSign();
    } finally {
      giveBack(lock, file);
    }
  }

  /** Returns true if a holder has locked the second byte. */
  static boolean isSigned(LockByte at) throws IOException {
    if (!Files.exists(at.file())) {
      return false;
    }
    LockFile file = LockFile.enter(at.file());
    try {
      FileLock lock = file.tryLock(at.signPosition(), true);
      if (lock != null) {
        lock.release();
      }
      return lock == null;
    } finally {
      file.leave();
    }
  }
}
