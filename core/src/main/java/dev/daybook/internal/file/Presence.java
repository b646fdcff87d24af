package dev.daybook.internal.file;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sign that this process lives and writes below a root: the lock of one byte, which it takes
 * again as long as it writes or forces. It is looked after in place of the locks of all sessions
 * there: one who finds such a lock free, whose holder it cannot see, looks for the presence of that
 * process for a while.
 *
 * <p>It has a file of its own, whose locks are few, since kernel and JVM scan all locks of a file
 * for each new one. Without that file, on a full disk for example, the process is not present, and
 * looks after each lock. All within {@link LockFile#MONITOR}, but where said.
 */
final class Presence {

  /** The longest time for which it may be left alone: less than a taker looks for it. */
  static final long MAX_ALONE_NANOS = 50_000_000;

  /** The time for which it counts. */
  private static final long COUNTS_NANOS = 25_000_000;

  private static final long OWN_PLACE = SessionHolder.self(Instant.EPOCH).presence();

  /** The presences of this process, by file. */
  private static final Map<Path, Presence> HELD = new HashMap<>();

  private final Path path;

  /** Null as long as it could not be opened. */
  private volatile @Nullable LockFile file;

  private int users;
  private @Nullable FileLock lock;

  private volatile boolean isHeld;
  private volatile long confirmedAtNanos = System.nanoTime() - 2 * MAX_ALONE_NANOS;

  /** The time since which it was never left alone for long. */
  private volatile long heldSinceNanos;

  private Presence(Path path) {
    this.path = path;
    try {
      this.file = LockFile.enter(path);
    } catch (IOException unopened) {
      // the next look tries again
    }
  }

  /**
   * Returns the presence of this process, until {@link #leave}.
   *
   * @param at a lock of the root
   */
  static Presence enter(LockByte at) {
    Presence presence = HELD.computeIfAbsent(at.presences(), Presence::new);
    presence.users++;
    return presence;
  }

  /** Removes a user; the last one ends the presence. */
  void leave() throws IOException {
    users--;
    if (users == 0) {
      HELD.remove(path, this);
      leaveFile();
    }
  }

  private void leaveFile() throws IOException {
    LockFile left = file;
    file = null;
    isHeld = false;
    try {
      release();
    } finally {
      if (left != null) {
        left.leave();
      }
    }
  }

  /**
   * Returns true if no other process can have taken a lock since that time which this one had then,
   * whose file is there, and whose record names this process. Any thread, not within the monitor.
   */
  boolean isHeldSince(long nanoTime) {
    long before = confirmedAtNanos;
    if (System.nanoTime() - before >= COUNTS_NANOS) {
      // not within the monitor: a disk that hangs is not to keep all others waiting
      boolean isThere = isThere();
      synchronized (LockFile.MONITOR) {
        // another thread may have confirmed it meanwhile
        if (confirmedAtNanos == before) {
          confirm(isThere);
        }
      }
    }
    return isHeld && heldSinceNanos - nanoTime <= 0;
  }

  private boolean isThere() {
    LockFile entered = file;
    try {
      return entered != null && entered.isStillThere();
    } catch (IOException unknown) {
      return false;
    }
  }

  private void confirm(boolean isThere) {
    boolean isConfirmed = isRetaken(isThere);
    long now = System.nanoTime();
    if (!isConfirmed || !isThere || !isHeld || now - confirmedAtNanos > MAX_ALONE_NANOS) {
      heldSinceNanos = now;
    }
    isHeld = isConfirmed;
    confirmedAtNanos = now;
  }

  /** Returns false if it cannot be taken: then each session's lock is looked after. */
  private boolean isRetaken(boolean isThere) {
    if (users == 0) {
      return false;
    }
    try {
      LockFile entered = isThere ? file : null;
      if (entered == null) {
        entered = enterNewFile();
      }
      FileLock held = lock;
      // it stays so if it cannot be taken
      lock = null;
      lock = held == null ? entered.tryLock(OWN_PLACE, false) : entered.retake(held);
      return lock != null;
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Goes on in the file that has the name now; in the old one, if there was one, it ends. */
  private LockFile enterNewFile() throws IOException {
    leaveFile();
    LockFile entered = LockFile.enter(path);
    file = entered;
    return entered;
  }

  private void release() throws IOException {
    FileLock held = lock;
    lock = null;
    if (held != null) {
      held.release();
    }
  }

  /**
   * Returns true if another process is present at that place.
   *
   * @throws IOException if that cannot be known
   */
  boolean isOfOther(long place) throws IOException {
    if (place == 0) {
      return false;
    }
    LockFile entered = file;
    if (entered == null || !entered.isStillThere()) {
      entered = enterNewFile();
    }
    FileLock none = entered.tryLock(place, true);
    if (none != null) {
      none.release();
    }
    return none == null;
  }
}
