package dev.daybook.session;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to write one session's file, held by one holder in the world at a time. It is the
 * operating system's lock on a file of its own, so that it ends with its process, however that
 * ends, and nothing has to be cleaned up. Whoever reads a session needs none.
 *
 * <p>Three properties of such locks decide how this is done:
 *
 * <ul>
 *   <li>They are the process's and not the thread's (fcntl(2)): the same process would be given the
 *       lock again. So {@link #HELD} knows who holds what in here, and is asked first.
 *   <li>A process that closes <em>any</em> descriptor of the file loses its lock (fcntl(2) again).
 *       So nobody opens a lock file that this process holds; opening, trying and closing happen
 *       within one monitor; and where the file turns out to be held by this process after all,
 *       through another class loader's copy of this class, the channel is kept open for ever.
 *   <li>One can only find out whether a file is locked by locking it. Whoever looks, takes a shared
 *       lock for a moment, and who wants the lock meanwhile is refused. So one tries again for a
 *       while, unless the file names a process that is seen to run.
 * </ul>
 *
 * <p>The lock file stays when the lock ends: if it were removed, one process could hold the lock of
 * the removed file and another one that of its successor. That is also what happens if somebody
 * removes it by hand while a session is open: nobody must. It says who holds the lock, or nobody
 * unless the last holder crashed, and what is known of the session's file: {@link LockText}.
 */
public final class SessionLock implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final long RETRY_NANOS = 1_000_000;

  /** The locks of this process, by the real paths of their files; also the monitor. */
  private static final Map<Path, LockHolder> HELD = new HashMap<>();

  private final Path key;
  private final LockFile file;
  private final LockHolder self;
  private long goodBytes;
  private long trustedBytes;
  private boolean closed;

  private SessionLock(Path key, LockFile file, LockText text) {
    this.key = key;
    this.file = file;
    this.self = text.holder();
    this.goodBytes = text.goodBytes();
    this.trustedBytes = text.trustedBytes();
  }

  /**
   * Takes the lock.
   *
   * @param file its file, which is created if it is missing; its folder exists
   * @throws DaybookException {@code SESSION_LOCKED}, with the holder in the details
   */
  static SessionLock acquire(SessionId id, Path file) throws IOException {
    Path key = key(file);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      LockHolder holder;
      synchronized (HELD) {
        LockHolder inHere = HELD.get(key);
        if (inHere != null) {
          throw locked(id, inHere);
        }
        try (LockFile opened = new LockFile(key, file)) {
          if (opened.tryLock(false)) {
            LockText left = LockText.of(opened.read());
            LockText text = new LockText(LockHolder.self(), left.goodBytes(), left.trustedBytes());
            SessionLock lock = new SessionLock(key, opened, text);
            opened.say(text);
            HELD.put(key, lock.self);
            opened.keep();
            return lock;
          }
          holder = LockHolder.of(opened.read());
        }
      }
      if (holder.isSeen() || System.nanoTime() >= deadline) {
        throw locked(id, holder);
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  /**
   * Who has the session open for recording, in any process; empty if nobody has. Changes nothing.
   *
   * @param file its lock file, which need not exist
   */
  static Optional<LockHolder> holder(Path file) throws IOException {
    long bytes;
    try {
      bytes = Files.size(file);
    } catch (NoSuchFileException neverOpened) {
      return Optional.empty();
    }
    if (LockText.saysNobody(bytes)) {
      return Optional.empty();
    }
    Path key = key(file);
    synchronized (HELD) {
      LockHolder inHere = HELD.get(key);
      if (inHere != null) {
        return Optional.of(inHere);
      }
      try (LockFile opened = new LockFile(key, file)) {
        return opened.tryLock(true) ? Optional.empty() : Optional.of(LockHolder.of(opened.read()));
      }
    }
  }

  /**
   * How many bytes from the beginning of the session's file are known to be on the device although
   * a force failed, here or at an earlier holder's; {@link Long#MAX_VALUE} if none did.
   */
  long trustedBytes() {
    synchronized (HELD) {
      return trustedBytes;
    }
  }

  /** How many bytes of the file are good and on the device, as {@link LockText#goodBytes}. */
  long goodBytes() {
    synchronized (HELD) {
      return goodBytes;
    }
  }

  /** A force failed: what is behind there may be in memory alone. Throws nothing. */
  void doubt(long bytes) {
    synchronized (HELD) {
      if (!closed && bytes < trustedBytes) {
        trustedBytes = bytes;
        sayWhatIsKnown();
      }
    }
  }

  /** All of the session's file is on the device, and these bytes of good lines are all of it. */
  void trust(long bytes) {
    synchronized (HELD) {
      if (!closed) {
        goodBytes = bytes;
        trustedBytes = Long.MAX_VALUE;
        sayWhatIsKnown();
      }
    }
  }

  /** So many bytes of the session's file are good lines that were forced. Said at the end. */
  void knowGood(long bytes) {
    synchronized (HELD) {
      goodBytes = bytes;
    }
  }

  /** The same, said at once, for whoever comes after a crash. Throws nothing. */
  void sayGood(long bytes) {
    synchronized (HELD) {
      if (!closed) {
        goodBytes = bytes;
        sayWhatIsKnown();
      }
    }
  }

  /**
   * The file is about to be changed in its midst, or to go: what was good says nothing of what
   * comes after it under that name. This is on the device when it returns.
   */
  void forget() throws IOException {
    synchronized (HELD) {
      if (goodBytes == 0) {
        // nor does the file say anything, and a full disk has no room for that
        return;
      }
      goodBytes = 0;
      file.sayDurably(new LockText(self, goodBytes, trustedBytes));
    }
  }

  private void sayWhatIsKnown() {
    try {
      file.say(new LockText(self, goodBytes, trustedBytes));
    } catch (OutOfMemoryError unsaid) {
      // tried again when the lock is given back
    }
  }

  /** Gives the lock back; a second call does nothing. */
  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      if (closed) {
        return;
      }
      closed = true;
      HELD.remove(key);
      try {
        file.say(new LockText(LockHolder.UNNAMED, goodBytes, trustedBytes));
      } finally {
        file.release();
      }
    }
  }

  private static Path key(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("a lock file without a folder");
    }
    return folder.toRealPath().resolve(file.getFileName());
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
