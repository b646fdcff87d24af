package dev.daybook.internal.file;

import dev.daybook.internal.file.ProcessBirth.Life;
import dev.daybook.internal.file.RootFolder.Part;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A holder's claim to a session's lock: the operating system's lock of its byte, with that of a
 * second byte as a sign that there is a holder. Another process may get it unnoticed. One thread at
 * a time, but where said.
 */
final class Claim {

  /** The time for which a locked byte may still be locked only by another process's look. */
  static final long PATIENCE_NANOS = 500_000_000;

  static final long RETRY_NANOS = 1_000_000;

  /**
   * The number of times that the lock is left to another container's process before it is taken.
   */
  private static final int COURTESIES = 10;

  /** That number for another machine's, which also may have been this one before a restart. */
  private static final int COURTESIES_ELSEWHERE = 5;

  /** The time of a courtesy: several of them are longer than a presence is left alone. */
  private static final long COURTESY_NANOS = 20_000_000;

  /** The age up to which a confirmation still counts: much less than the courtesies take. */
  private static final long CONFIRMED_NANOS = 10_000_000;

  /**
   * The age up to which it counts as long as the process is present and the lock's file is there;
   * more where that file has many locks, {@link #presentNanos}. It bounds what is noticed late if
   * the lock is dropped and its record removed or overwritten at the same time.
   */
  static final long PRESENT_NANOS = 500_000_000;

  /** The number of claims in one file up to which their number makes a confirmation no slower. */
  private static final int USUAL_CLAIMS = 32;

  /** The most times that {@link #PRESENT_NANOS} grows with the number of claims. */
  private static final int MAX_GROWTH = 16;

  /** The claims of this process. Within the monitor of the lock files. */
  private static final Map<LockByte, Claim> HELD = new HashMap<>();

  private final LockRecordFile record;
  private final LockByte at;
  private final long sinceNanos = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
  private final Presence presence;
  private volatile LockFile file;

  /** The byte's lock; null after its release. */
  private volatile @Nullable FileLock lock;

  /** The lock of the second byte; null as long as a look holds it. */
  private @Nullable FileLock sign;

  /** True if another holder has it now. */
  private volatile boolean isLost;

  private volatile long confirmedAtNanos = System.nanoTime();

  private Claim(
      LockRecordFile record, LockByte at, Presence presence, LockFile file, FileLock lock) {
    this.record = record;
    this.presence = presence;
    // all locks of a file share its path object
    this.at = file.at(at.position());
    this.file = file;
    this.lock = lock;
  }

  /**
   * Takes the lock, or returns null if another process has it. Any thread.
   *
   * @throws dev.daybook.DaybookException {@code SESSION_LOCKED} if this one has
   */
  static @Nullable Claim tryTake(LockByte at, LockRecordFile record) throws IOException {
    synchronized (LockFile.MONITOR) {
      Claim inHere = HELD.get(at);
      if (inHere != null) {
        throw inHere.holder().refusal(record.id());
      }
      Claim taken = locked(at, record);
      if (taken != null) {
        HELD.put(taken.at, taken);
      }
      return taken;
    }
  }

  private static @Nullable Claim locked(LockByte at, LockRecordFile record) throws IOException {
    LockFile file = LockFile.enter(at.file());
    Presence presence = null;
    FileLock lock = null;
    Claim taken = null;
    try {
      presence = Presence.enter(at);
      lock = file.tryLock(at.position(), false);
      if (lock != null) {
        Claim made = new Claim(record, at, presence, file, lock);
        made.sign = file.tryLock(at.signPosition(), false);
        taken = made;
      }
      return taken;
    } finally {
      if (taken == null) {
        giveBack(lock, file, presence);
      }
    }
  }

  private static void giveBack(@Nullable FileLock lock, LockFile file, @Nullable Presence presence)
      throws IOException {
    try {
      if (lock != null) {
        lock.release();
      }
    } finally {
      try {
        file.leave();
      } finally {
        if (presence != null) {
          presence.leave();
        }
      }
    }
  }

  /** Returns the holder in this process, if there is one. Any thread. */
  static Optional<SessionHolder> holderInHere(LockByte at) {
    synchronized (LockFile.MONITOR) {
      return Optional.ofNullable(HELD.get(at)).map(Claim::holder);
    }
  }

  /** Returns true if a holder has locked the second byte. Any thread. */
  static boolean isSigned(LockByte at) throws IOException {
    synchronized (LockFile.MONITOR) {
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

  /**
   * Returns this holder, made anew each time: it is rarely wanted, and there may be many locks. Any
   * thread.
   */
  SessionHolder holder() {
    return SessionHolder.self(Instant.EPOCH.plusNanos(sinceNanos));
  }

  /** Returns true until it is released. */
  boolean isHeld() {
    return lock != null;
  }

  /** Returns true if another holder has it now. */
  boolean isLost() {
    return isLost;
  }

  /**
   * Returns true if no process takes the lock while this one leaves it free, nor is present: a
   * holder that lives would take it, or be so.
   *
   * @param holder the last one, whose process cannot be seen from here
   */
  boolean isLeftBy(SessionHolder holder, Life life) throws IOException {
    int courtesies = life == Life.HIDDEN ? COURTESIES : COURTESIES_ELSEWHERE;
    for (int n = 0; n < courtesies; n++) {
      synchronized (LockFile.MONITOR) {
        if (lock != null) {
          lock.release();
        }
      }
      LockSupport.parkNanos(COURTESY_NANOS);
      if (!isRetaken() || isPresent(holder)) {
        return false;
      }
    }
    return true;
  }

  private boolean isPresent(SessionHolder holder) throws IOException {
    synchronized (LockFile.MONITOR) {
      return presence.isOfOther(holder.presence());
    }
  }

  /**
   * Returns true if the last confirmation is recent enough, or this process was present ever since,
   * and the lock's file is still there. Any thread.
   *
   * @param isNamed true if the lock's record names this holder: a presence vouches for no other
   */
  boolean isConfirmed(boolean isNamed) {
    if (isLost || lock == null) {
      return false;
    }
    long at = confirmedAtNanos;
    long age = System.nanoTime() - at;
    return age < CONFIRMED_NANOS
        || (isNamed && age < presentNanos() && file.isSeenThere() && presence.isHeldSince(at));
  }

  /**
   * Returns the age up to which a confirmation counts as long as this process is present. It grows
   * with the number of claims in the file, as the time for a confirmation does: kernel and JVM scan
   * all locks of a file for each new one.
   */
  private long presentNanos() {
    return PRESENT_NANOS * Math.min(MAX_GROWTH, Math.max(1, file.users() / USUAL_CLAIMS));
  }

  /** Returns true if a look at that time is recent enough for what seldom changes. */
  static boolean isLately(long nanoTime) {
    return System.nanoTime() - nanoTime < PRESENT_NANOS;
  }

  /**
   * Confirms that this process has it: takes it again if it was dropped.
   *
   * @throws IOException if another holder has it
   */
  void confirm() throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!isLost && lock != null && !isRetaken()) {
      // a process that looks may have it, for a moment
      isLost = System.nanoTime() >= deadline || isSuccessor(record.holder());
      pause();
    }
    if (isLost || lock == null) {
      SessionHolder now = record.holder();
      throw new IOException("another process has taken the session's lock: pid=" + now.pid()
          + ", host=" + now.host());
    }
    confirmedAtNanos = System.nanoTime();
  }

  /** Waits a moment, also if the thread is interrupted, which it stays. */
  private static void pause() {
    boolean interrupted = Thread.interrupted();
    LockSupport.parkNanos(RETRY_NANOS);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns true if that process took it after this one, and may still run. */
  private boolean isSuccessor(SessionHolder named) {
    if (named.isThisProcess()) {
      return false;
    }
    Life life = named.life();
    // what cannot be seen may also have been left before this came
    boolean isLater = named.since().isPresent()
        && named.since().get().isAfter(holder().since().orElseThrow());
    return life == Life.RUNNING || (life == Life.HIDDEN && isLater);
  }

  private boolean isRetaken() throws IOException {
    if (lock == null) {
      return false;
    }
    // not within the monitor: a disk that hangs is not to keep the sessions of all others waiting
    boolean isReplaced = !file.isStillThere() && isLockedThere();
    if (isReplaced) {
      record.root().create(Part.LOCKS);
    }
    synchronized (LockFile.MONITOR) {
      return isReplaced ? isTakenInNewFile() : isTakenAgain();
    }
  }

  /**
   * Returns true if what is locked is still there. If the lock's file went with it, the next force
   * finds the loss.
   */
  private boolean isLockedThere() {
    return Files.exists(record.locked().path());
  }

  /** Takes it again, since it may have been dropped; returns false if another holder has it. */
  private boolean isTakenAgain() throws IOException {
    FileLock again = lock == null ? null : file.retake(lock);
    if (again == null) {
      return false;
    }
    lock = again;
    sign = sign == null ? file.tryLock(at.signPosition(), false) : file.retake(sign);
    return true;
  }

  /**
   * Takes it in the new file, after its old one was removed; returns false if another holder has
   * it.
   */
  private boolean isTakenInNewFile() throws IOException {
    Claim successor = locked(at, record);
    if (successor == null) {
      return false;
    }
    LockFile removed = file;
    FileLock held = lock;
    releaseSign();
    file = successor.file;
    lock = successor.lock;
    sign = successor.sign;
    giveBack(held, removed, successor.presence);
    return true;
  }

  private void releaseSign() throws IOException {
    FileLock signed = sign;
    sign = null;
    if (signed != null) {
      signed.release();
    }
  }

  /** Releases it; a second call does nothing. */
  void release() throws IOException {
    synchronized (LockFile.MONITOR) {
      FileLock held = lock;
      lock = null;
      if (held == null) {
        return;
      }
      HELD.remove(at);
      try {
        releaseSign();
      } finally {
        giveBack(held, file, presence);
      }
    }
  }
}
