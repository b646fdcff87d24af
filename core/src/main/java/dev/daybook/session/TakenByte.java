package dev.daybook.session;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * The operating system's lock of one session, as this process was given it and may have lost it
 * since, with a second one that only says that there is a holder. All within
 * {@link LockFile#MONITOR}, but where said.
 */
final class TakenByte {

  private final LockByte at;
  private LockFile file;
  private FileLock lock;

  /** Of the second byte; null as long as somebody looks at it. */
  private @Nullable FileLock sign;

  private TakenByte(LockByte at, LockFile file, FileLock lock) throws IOException {
    this.at = file.at(at.position());
    this.file = file;
    this.lock = lock;
    this.sign = file.tryLock(at.signPosition(), false);
  }

  /** Null if somebody has it, in this process or another. */
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

  /** Where it lies; of many locks in one file each keeps the same path. */
  LockByte at() {
    return at;
  }

  /**
   * Whether the file that it lies in has its name still, so that others meet it there. Asks the
   * disk, and so the holder's thread alone, outside of the monitor.
   */
  boolean isWhereOthersLook() throws IOException {
    return file.isStillThere();
  }

  /** Lets others have it until it is taken again. */
  void pause() throws IOException {
    lock.release();
  }

  /** Takes it again, since it may have been dropped; false if somebody else has it. */
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

  /** The same in the new file, where the one that it was in has been removed. */
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

  /** Whether somebody holds it, as the second byte says. */
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
