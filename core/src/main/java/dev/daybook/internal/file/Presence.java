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
 * again all the time. It is looked after in place of the locks of all sessions there: one who finds
 * such a lock free, whose holder it cannot see, looks for the presence of that process for a while.
 *
 * <p>It has a file of its own, whose locks are few, since kernel and JVM scan all locks of a file
 * for each new one. All within {@link LockFile#MONITOR}, but where said.
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
  private volatile LockFile file;
  private int users;
  private @Nullable FileLock lock;

  private volatile boolean isHeld;
  private volatile long confirmedAtNanos = System.nanoTime() - 2 * MAX_ALONE_NANOS;

  /** The time since which it was never left alone for long. */
  private volatile long heldSinceNanos;

  private Presence(Path path) throws IOException {
    this.path = path;
    this.file = LockFile.enter(path);
  }

  /**
   * Returns the presence of this process, until {@link #leave}.
   *
   * @param at a lock of the root
   */
  static Presence enter(LockByte at) throws IOException {
    Path path = at.presences();
    Presence presence = HELD.get(path);
    if (presence == null) {
      presence = new Presence(path);
      HELD.put(path, presence);
    }
    presence.users++;
    return presence;
  }

  /** Removes a user; the last one ends the presence. */
  void leave() throws IOException {
    users--;
    if (users == 0) {
      HELD.remove(path, this);
      isHeld = false;
      try {
        release();
      } finally {
        file.leave();
      }
    }
  }

  /**
   * Returns true if no other process can have taken a lock since that time which this one had then,
   * and whose record still names it. Any thread, not within the monitor.
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
    try {
      return file.isStillThere();
    } catch (IOException unknown) {
      return false;
    }
  }

  private void confirm(boolean isThere) {
    boolean isConfirmed = isRetaken(isThere);
    long now = System.nanoTime();
    if (!isConfirmed || !isThere || now - confirmedAtNanos > MAX_ALONE_NANOS) {
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
      if (!isThere) {
        enterNewFile();
      }
      FileLock held = lock;
      // it stays so if it cannot be taken
      lock = null;
      lock = held == null ? file.tryLock(OWN_PLACE, false) : file.retake(held);
      return lock != null;
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Goes on in the file that has the name now, after the old one was removed. */
  private void enterNewFile() throws IOException {
    LockFile removed = file;
    file = LockFile.enter(path);
    try {
      release();
    } finally {
      removed.leave();
    }
  }

  private void release() throws IOException {
    FileLock held = lock;
    lock = null;
    if (held != null) {
      held.release();
    }
  }

  /** Returns true if another process is present at that place. */
  boolean isOfOther(long place) throws IOException {
    if (!file.isStillThere()) {
      enterNewFile();
    }
    FileLock none = place == 0 ? null : file.tryLock(place, true);
    if (none != null) {
      none.release();
    }
    return place != 0 && none == null;
  }
}
