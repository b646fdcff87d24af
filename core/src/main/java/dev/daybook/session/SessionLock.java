package dev.daybook.session;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to write one session's file, held by one holder in the world at a time. It is the
 * operating system's lock on a byte of its own, so that it ends with its process, however that
 * ends, and nothing has to be cleaned up. Whoever reads a session needs none.
 *
 * <p>Three properties of such locks decide how this is done:
 *
 * <ul>
 *   <li>They are the process's and not the thread's (fcntl(2)): the same process would be given the
 *       lock again. So {@link #HELD} knows who holds what in here, and is asked first.
 *   <li>A process that closes <em>any</em> descriptor of the file loses its locks there (fcntl(2)
 *       again). {@link LockFile} sees to that.
 *   <li>One can only find out whether a byte is locked by locking it. Whoever looks, takes a shared
 *       lock for a moment, and who wants the lock meanwhile is refused. So one tries again for a
 *       while, unless the session's text names a process that is seen to run.
 * </ul>
 *
 * <p>The files stay when the lock ends: if they were removed, one process could hold the lock in
 * the removed file and another one that in its successor. That is also what happens if somebody
 * removes them by hand while a session is open: nobody must. A file of the session's own says who
 * holds the lock, or nobody unless the last holder crashed, and what is known of the session's
 * file: {@link LockText}.
 */
public final class SessionLock implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final long RETRY_NANOS = 1_000_000;

  /** The locks of this process. Within the monitor of the lock files. */
  private static final Map<LockByte, SessionLock> HELD = new HashMap<>();

  private final LockByte at;
  private final LockFile file;

  /** Null when it has been given back. */
  private @Nullable FileLock lock;

  private final RootFolder root;
  private final SessionId id;
  private final long sinceNanos = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
  private long goodBytes;
  private long trustedBytes = Long.MAX_VALUE;

  private SessionLock(LockByte at, LockFile file, FileLock lock, LockTextFile text) {
    this.at = at;
    this.file = file;
    this.lock = lock;
    this.root = text.root();
    this.id = text.id();
  }

  // made anew each time: they are rarely wanted, and there may be many locks

  private LockTextFile text() {
    return new LockTextFile(root, id);
  }

  private LockHolder holder() {
    return LockHolder.self(Instant.EPOCH.plusNanos(sinceNanos));
  }

  /**
   * Takes the lock. The folder of the locks exists.
   *
   * @throws DaybookException {@code SESSION_LOCKED}, with the holder in the details
   */
  static SessionLock acquire(RootFolder root, SessionId id) throws IOException {
    LockByte at = LockByte.of(root, id);
    LockTextFile text = new LockTextFile(root, id);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      SessionLock lock = tryAcquire(at, text);
      if (lock != null) {
        return lock.introduced();
      }
      LockHolder holder = text.read().holder();
      if (holder.isSeen() || System.nanoTime() >= deadline) {
        throw locked(id, holder);
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  /** Null if another process has it. */
  private static @Nullable SessionLock tryAcquire(LockByte at, LockTextFile text)
      throws IOException {
    synchronized (LockFile.MONITOR) {
      SessionLock inHere = HELD.get(at);
      if (inHere != null) {
        throw locked(text.id(), inHere.holder());
      }
      LockFile file = LockFile.enter(at.file());
      FileLock lock = null;
      SessionLock granted = null;
      try {
        lock = file.tryLock(at.position(), false);
        if (lock != null) {
          SessionLock held = new SessionLock(file.at(at.position()), file, lock, text);
          HELD.put(held.at, held);
          granted = held;
        }
        return granted;
      } finally {
        if (granted == null) {
          giveBack(lock, file);
        }
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

  /** Reads what the last holder left, and says who has the lock now. */
  private SessionLock introduced() throws IOException {
    try {
      LockText left = text().read();
      goodBytes = left.goodBytes();
      trustedBytes = left.trustedBytes();
      text().say(new LockText(holder(), goodBytes, trustedBytes));
      return this;
    } catch (Throwable unread) {
      release();
      throw unread;
    }
  }

  /** Who has the session open for recording, in any process; empty if nobody has. */
  static Optional<LockHolder> holder(RootFolder root, SessionId id) throws IOException {
    LockTextFile text = new LockTextFile(root, id);
    if (text.saysNobody()) {
      return Optional.empty();
    }
    LockByte at = LockByte.of(root, id);
    synchronized (LockFile.MONITOR) {
      SessionLock inHere = HELD.get(at);
      if (inHere != null) {
        return Optional.of(inHere.holder());
      }
      if (!Files.exists(at.file())) {
        return Optional.empty();
      }
      LockFile file = LockFile.enter(at.file());
      try {
        FileLock lock = file.tryLock(at.position(), true);
        if (lock != null) {
          lock.release();
          return Optional.empty();
        }
      } finally {
        file.leave();
      }
    }
    return Optional.of(text.read().holder());
  }

  /**
   * How many bytes from the beginning of the session's file are known to be on the device although
   * a force failed, here or at an earlier holder's; {@link Long#MAX_VALUE} if none did.
   */
  synchronized long trustedBytes() {
    return trustedBytes;
  }

  /** How many bytes of the file are good and on the device, as {@link LockText#goodBytes}. */
  synchronized long goodBytes() {
    return goodBytes;
  }

  /**
   * A force failed: what is behind there may be in memory alone. Throws nothing.
   *
   * @return whether that is said, for whoever comes after a crash
   */
  synchronized boolean doubt(long bytes) {
    if (lock == null || bytes >= trustedBytes) {
      return true;
    }
    trustedBytes = bytes;
    return sayWhatIsKnown();
  }

  /** All of the session's file is on the device, and these bytes of good lines are all of it. */
  synchronized void trust(long bytes) {
    if (lock != null) {
      goodBytes = bytes;
      trustedBytes = Long.MAX_VALUE;
      sayWhatIsKnown();
    }
  }

  /** So many bytes of the session's file are good lines that were forced. Said at the end. */
  synchronized void knowGood(long bytes) {
    goodBytes = bytes;
  }

  /** The same, said at once, for whoever comes after a crash. Throws nothing. */
  synchronized void sayGood(long bytes) {
    if (lock != null) {
      goodBytes = bytes;
      sayWhatIsKnown();
    }
  }

  /**
   * The file is about to be changed in its midst, or to go: what was good says nothing of what
   * comes after it under that name. This is on the device when it returns.
   */
  synchronized void forget() throws IOException {
    if (goodBytes == 0) {
      // nor does the file say anything, and a full disk has no room for that
      return;
    }
    goodBytes = 0;
    text().sayDurably(new LockText(holder(), goodBytes, trustedBytes));
  }

  /** False if that could not be said; it is tried again when the lock is given back. */
  synchronized boolean sayWhatIsKnown() {
    try {
      return text().say(new LockText(holder(), goodBytes, trustedBytes));
    } catch (OutOfMemoryError unsaid) {
      return false;
    }
  }

  /** Gives the lock back; a second call does nothing. */
  @Override
  public synchronized void close() throws IOException {
    if (lock == null) {
      return;
    }
    try {
      text().say(new LockText(LockHolder.UNNAMED, goodBytes, trustedBytes));
    } finally {
      release();
    }
  }

  private void release() throws IOException {
    FileLock held = lock;
    lock = null;
    synchronized (LockFile.MONITOR) {
      HELD.remove(at);
      giveBack(held, file);
    }
  }

  private static DaybookException locked(SessionId id, LockHolder holder) {
    return DaybookException.of(
        Kind.SESSION_LOCKED,
        holder.isThisProcess()
            ? "this process has the session open already; close it there, or record there"
            : "another process has the session open; wait until it closes it, or end it",
        "session",
        id,
        "pid",
        holder.pid(),
        "host",
        holder.host(),
        "since",
        String.valueOf(holder.since()),
        "processStart",
        String.valueOf(holder.processStart()));
  }
}
