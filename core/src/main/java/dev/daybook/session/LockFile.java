package dev.daybook.session;

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
 * One of the files of a root in which the sessions' locks lie, a byte each; it is open as long as
 * this process holds one of them. It holds nothing, and what is locked are bytes far behind its
 * end. All within {@link #MONITOR}.
 *
 * <p>A process that closes <em>any</em> descriptor of a file loses all its locks there (fcntl(2)).
 * So there is one channel for a file, nothing but locking is done through it, and it is closed only
 * where the JVM's own table says that nobody in here has a lock, be it through another class
 * loader's copy of this class: such a copy opens the file too, and finds the locks of this one.
 * Until then a thread refers to it, since a channel that is collected is closed, too.
 */
final class LockFile {

  /**
   * Nobody in this JVM opens, locks, unlocks or closes such a file outside of it. Equal literals
   * are one object, whichever class loader's copy of this class they stand in.
   */
  static final String MONITOR = "dev.daybook.session.LockFile";

  /** Those that whoever enters is given, by their paths. */
  private static final Map<Path, LockFile> OPEN = new HashMap<>();

  /** All whose channel is open. */
  private static final List<LockFile> ALL = new ArrayList<>();

  /** Says which copy of this class is in this JVM, as long as there is one. */
  private static final String COPY_PROPERTY = MONITOR + ".copy";

  private static final String COPY = registered();

  private final Path path;
  private final FileChannel channel;
  private final @Nullable Object key;
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
   * The file, open, and created if it is missing, until {@link #leave}.
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
      // nobody in here has a lock in it, which closing would end
      channel(path).close();
    }
    while (true) {
      Object key = OwnFiles.key(path);
      LockFile file = new LockFile(path, channel(path), key);
      if (file.isStillThere()) {
        return file;
      }
      // replaced meanwhile, and nobody knows which of the two it is
      file.closeIfUnlocked();
    }
  }

  /**
   * Opened; in its place a new one if another user left it in a folder of this one. Who has locks
   * in the old one takes them again in the new one, as {@link TakenByte} does.
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

  /** Whether it has its name, and nobody else is given the locks of another file. */
  boolean isStillThere() throws IOException {
    try {
      return key == null || key.equals(OwnFiles.key(path));
    } catch (NoSuchFileException removed) {
      return false;
    }
  }

  /** That byte in it; of many locks in one file each keeps the same path. */
  LockByte at(long position) {
    return new LockByte(path, position);
  }

  /**
   * A lock that this process may have lost unnoticed, taken again. The kernel cannot be asked for a
   * process's own locks, and the JVM's table knows nothing of the kernel's: so it is given back
   * first, and somebody else can take it in between.
   *
   * @return null if somebody else has it
   */
  @Nullable
  FileLock retake(FileLock lock) throws IOException {
    lock.release();
    return tryLock(lock.position(), lock.isShared());
  }

  /** The lock of one byte; null if somebody has it, in this process or another. */
  @Nullable
  FileLock tryLock(long position, boolean isShared) throws IOException {
    try {
      return channel.tryLock(position, 1, isShared);
    } catch (OverlappingFileLockException heldInHere) {
      return null;
    }
  }

  /** One user less, whose lock has ended; the last one closes the file. */
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

  /** This class and all it refers to may be unloaded while the other copy has its locks. */
  private void keepForOthers() {
    try {
      Thread keeper = new Thread(this::awaitOthers, "daybook-locks");
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
          // whose application ends must not take the locks of others
        } catch (IOException unknown) {
          isKept = false;
          return;
        }
      }
    }
  }

  /** Whether somebody in this JVM has a lock, in this file or under another name of it. */
  private boolean isLockedInHere() throws IOException {
    if (key == null || !COPY.equals(System.getProperty(COPY_PROPERTY))) {
      return isLockedInJvm();
    }
    return ALL.stream().anyMatch(other -> other.users > 0 && key.equals(other.key));
  }

  /**
   * The same where there are other copies of this class; asked by trying to lock all, which closing
   * undoes. Until then no other process is given a lock.
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
