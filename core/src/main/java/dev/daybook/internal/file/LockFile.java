package dev.daybook.internal.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of a root's files in which locks lie, a byte each: those of the sessions, or those of the
 * {@link Presence}s. It is open as long as this process holds one of them. It is empty: the locked
 * bytes lie far behind its end. All within {@link #MONITOR}, but where said.
 *
 * <p>A process that closes <em>any</em> descriptor of a file loses all its locks there (fcntl(2)).
 * So there is one channel for a file, nothing but locking is done through it, and it is closed only
 * when the JVM's own table shows that this process has no lock in it. Another class loader's copy
 * of this class counts: it opens the file too, and finds the locks of this one. Until then a thread
 * refers to the channel, since a channel that is collected is closed, too.
 */
final class LockFile {

  /**
   * The monitor within which all code of this JVM opens, locks, unlocks and closes such files.
   * Equal literals are one object, whichever class loader's copy of this class they stand in.
   * Copies of other versions share it, so it never changes, wherever this class stands.
   */
  static final String MONITOR = "dev.daybook.session.LockFile";

  /** The files that {@link #enter} returns, by path. */
  private static final Map<Path, LockFile> OPEN = new HashMap<>();

  /** All files whose channel is open. */
  private static final List<LockFile> ALL = new ArrayList<>();

  /** The system property that names the JVM's only copy of this class, as long as there is one. */
  private static final String COPY_PROPERTY = MONITOR + ".copy";

  private static final String COPY = registered();

  /** The age up to which a look at the file's name counts. */
  private static final long SEEN_NANOS = 10_000_000;

  private final Path path;
  private final FileChannel channel;
  private final @Nullable Object key;
  private volatile long seenThereAtNanos = System.nanoTime() - SEEN_NANOS;
  private int users;
  private boolean isKept;

  private LockFile(Path path, FileChannel channel, @Nullable Object key) {
    this.path = path;
    this.channel = channel;
    this.key = key;
    ALL.add(this);
  }

  private static String registered() {
    synchronized (MONITOR) {
      String copy = UUID.randomUUID().toString();
      boolean isFirst = System.getProperty(COPY_PROPERTY) == null;
      System.setProperty(COPY_PROPERTY, isFirst ? copy : "several");
      return copy;
    }
  }

  /**
   * Returns the file, open until {@link #leave}; creates it if it is missing.
   *
   * @param path its real path
   */
  static LockFile enter(Path path) throws IOException {
    LockFile file = OPEN.get(path);
    if (file == null || !file.isStillThere()) {
      file = opened(path);
      OPEN.put(path, file);
    }
    file.users++;
    return file;
  }

  private static LockFile opened(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      // closing it here cannot end a lock: this process has none in it yet
      channel(path).close();
    }
    while (true) {
      Object key = OwnFiles.key(path);
      LockFile file = new LockFile(path, channel(path), key);
      if (file.isStillThere()) {
        return file;
      }
      // replaced meanwhile, and it may be either of the two
      file.closeIfUnlocked();
    }
  }

  /**
   * Opens the file, or replaces it first if another user left it in a folder of this one. Holders
   * of locks in the old file take them again in the new one, as {@link Claim} does.
   */
  private static FileChannel channel(Path path) throws IOException {
    try {
      return OwnFiles.openOrCreate(path);
    } catch (AccessDeniedException others) {
      Path own =
          path.resolveSibling(path.getFileName() + "." + ProcessHandle.current().pid());
      try {
        // in a container a process that crashed had the same number
        Files.deleteIfExists(own);
        OwnFiles.create(own).close();
        // at once, so that no other process finds none
        Files.move(own, path, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException notOurs) {
        others.addSuppressed(notOurs);
        Files.deleteIfExists(own);
        throw others;
      }
      return OwnFiles.openOrCreate(path);
    }
  }

  /** Returns true if the file still has its name, so that all processes meet in it. */
  boolean isStillThere() throws IOException {
    try {
      return key == null || key.equals(OwnFiles.key(path));
    } catch (NoSuchFileException removed) {
      return false;
    }
  }

  /**
   * Returns true if it had its name at a look that is recent enough to rely on, or has it now. Any
   * thread, not within the monitor.
   */
  boolean isSeenThere() {
    long now = System.nanoTime();
    if (now - seenThereAtNanos < SEEN_NANOS) {
      return true;
    }
    try {
      boolean isThere = isStillThere();
      if (isThere) {
        seenThereAtNanos = now;
      }
      return isThere;
    } catch (IOException unknown) {
      return false;
    }
  }

  /**
   * Returns about how many users in this process have locks in it. Any thread, also outside the
   * monitor, where the number may be an earlier one.
   */
  int users() {
    return users;
  }

  /** Returns that byte of this file; all locks of a file share its path object. */
  LockByte at(long position) {
    return new LockByte(path, position);
  }

  /**
   * Takes again a lock that this process may have lost unnoticed. The kernel cannot be asked for a
   * process's own locks, and the JVM's table knows nothing of the kernel's. So the lock is released
   * first, and another process can take it in between.
   *
   * @return null if another holder has it
   */
  @Nullable
  FileLock retake(FileLock lock) throws IOException {
    lock.release();
    return tryLock(lock.position(), lock.isShared());
  }

  /** Locks one byte, or returns null if it is locked, in this process or another. */
  @Nullable
  FileLock tryLock(long position, boolean isShared) throws IOException {
    try {
      return channel.tryLock(position, 1, isShared);
    } catch (OverlappingFileLockException heldInHere) {
      return null;
    }
  }

  /** Removes a user whose lock has ended; the last one closes the file. */
  void leave() throws IOException {
    users--;
    closeIfUnused();
    if (users == 0 && channel.isOpen() && !isKept) {
      keepForOthers();
    }
    // those who keep it may be of another copy of this class
    MONITOR.notifyAll();
  }

  private void closeIfUnused() throws IOException {
    if (users == 0 && !isLockedInHere()) {
      OPEN.remove(path, this);
      close();
    }
  }

  private void closeIfUnlocked() throws IOException {
    if (!isLockedInJvm()) {
      close();
    }
  }

  private void close() throws IOException {
    ALL.remove(this);
    channel.close();
  }

  /**
   * Keeps the channel reachable by a thread: this class may be unloaded while another copy has its
   * locks.
   */
  private void keepForOthers() {
    try {
      Thread keeper = new Thread(null, this::awaitOthers, "daybook-locks", 0, false);
      keeper.setDaemon(true);
      keeper.start();
      isKept = true;
    } catch (OutOfMemoryError noThread) {
      // the map refers to it as long as this class is used
    }
  }

  private void awaitOthers() {
    synchronized (MONITOR) {
      while (channel.isOpen()) {
        try {
          closeIfUnused();
          if (channel.isOpen()) {
            MONITOR.wait();
          }
        } catch (InterruptedException notOurs) {
          // an application that ends must not take the locks of others
        } catch (IOException unknown) {
          isKept = false;
          return;
        }
      }
    }
  }

  /** Returns true if this JVM has a lock in this file, or under another name of it. */
  private boolean isLockedInHere() throws IOException {
    if (key == null || !COPY.equals(System.getProperty(COPY_PROPERTY))) {
      return isLockedInJvm();
    }
    return ALL.stream().anyMatch(other -> other.users > 0 && key.equals(other.key));
  }

  /**
   * Returns true if any copy of this class has a lock in the file. It tries to lock all of it,
   * which closing undoes; until then no other process is given a lock.
   */
  private boolean isLockedInJvm() throws IOException {
    try {
      channel.tryLock(0, Long.MAX_VALUE, true);
      return false;
    } catch (OverlappingFileLockException heldInHere) {
      return true;
    }
  }
}
