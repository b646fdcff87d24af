package dev.daybook.internal.file;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The creation and opening of files for their owner alone (0600), in folders of the same kind
 * (0700) whose names are durable.
 */
public final class OwnFiles {

  static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final boolean UNIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
  private static final FileAttribute<?>[] FILE_MODE = mode("rw-------");
  private static final FileAttribute<?>[] FOLDER_MODE = mode("rwx------");

  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> READ_WRITE =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private static final ExecutorService ON_CALLER = new OnCaller();

  private static final String UID = "unix:uid";
  private static final String NAMES = "unix:nlink";
  private static final int SUPERUSER = 0;
  private static final boolean IS_SUPERUSER = "root".equals(System.getProperty("user.name"));

  private OwnFiles() {}

  /** Creates a file, which must not exist, open for reading and writing. */
  static FileChannel create(Path file) throws IOException {
    return opened(file, StandardOpenOption.CREATE_NEW);
  }

  /** Opens a file for reading and writing; creates it if it does not exist. */
  static FileChannel openOrCreate(Path file) throws IOException {
    return opened(file, StandardOpenOption.CREATE);
  }

  private static FileChannel opened(Path file, OpenOption how) throws IOException {
    FileChannel channel = FileChannel.open(
        file,
        Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, how, LinkOption.NOFOLLOW_LINKS),
        FILE_MODE);
    giveToOwner(file);
    return channel;
  }

  /** Opens a file that exists, for reading and writing; refuses a symbolic link in its place. */
  static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, READ_WRITE);
  }

  /**
   * Opens a file as {@link #open} does; no interrupt closes the channel. POSIX only: elsewhere such
   * a channel needs threads.
   */
  static AsynchronousFileChannel openUninterruptible(Path file) throws IOException {
    return AsynchronousFileChannel.open(file, READ_WRITE, ON_CALLER);
  }

  /** Opens a file that exists, for reading; refuses a symbolic link in its place. */
  static FileChannel openToRead(Path file) throws IOException {
    return FileChannel.open(file, READ);
  }

  /** Returns the system's identity of a file, whatever its name; null where there is none. */
  static @Nullable Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  /** Returns the disk of a file, or of the nearest folder above it that exists; null if unknown. */
  static @Nullable Object disk(Path file) throws IOException {
    if (!UNIX) {
      return null;
    }
    for (Path at = file; at != null; at = at.getParent()) {
      try {
        return Files.getAttribute(at, "unix:dev", LinkOption.NOFOLLOW_LINKS);
      } catch (NoSuchFileException missing) {
        // on the disk of what is above it
      }
    }
    return null;
  }

  /** Creates what is missing, and makes each new folder durable in the one above it. */
  public static void createFolder(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    Path parent = path.getParent();
    if (parent != null) {
      createFolder(parent);
    }
    try {
      Files.createDirectory(path, FOLDER_MODE);
      giveToOwner(path);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(path)) {
        throw e;
      }
    }
    if (parent != null) {
      forceFolder(parent);
    }
  }

  /** Makes the names in a folder durable. Does nothing on a platform that cannot open a folder. */
  public static void forceFolder(Path path) throws IOException {
    if (POSIX) {
      boolean unused = Uninterrupted.here(() -> {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
          channel.force(true);
          return true;
        }
      });
    }
  }

  /**
   * Gives what the superuser made to the owner of the folder that it is in, who could otherwise
   * never open it; only the superuser can give files away. Throws nothing.
   */
  private static void giveToOwner(Path made) {
    Path folder = made.getParent();
    if (!IS_SUPERUSER || folder == null) {
      return;
    }
    try {
      Object own = uid(made);
      if (own.equals(SUPERUSER) && !hasOtherNames(made)) {
        Object owner = uid(folder);
        if (!owner.equals(own)) {
          Files.setAttribute(made, UID, owner, LinkOption.NOFOLLOW_LINKS);
        }
      }
    } catch (IOException | RuntimeException notHere) {
      // a system without such owners, or a container that may not: it is the maker's then
    }
  }

  /**
   * Returns true if a file has another name: it may be another user's, which the folder's owner
   * linked here.
   */
  private static boolean hasOtherNames(Path path) throws IOException {
    return !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        && !Files.getAttribute(path, NAMES, LinkOption.NOFOLLOW_LINKS).equals(1);
  }

  private static Object uid(Path path) throws IOException {
    return Files.getAttribute(path, UID, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Returns the error for a path that this user may not open: it names the path, its owner (or that
   * of the folder that hides it), and the remedy.
   */
  static DaybookException refusal(AccessDeniedException denied) {
    return DaybookException.causedBy(
        denied,
        Kind.IO_ERROR,
        "this user may not open a file or folder of the session; have it given to this user"
            + " (chown), or record as its owner",
        "path",
        denied.getFile(),
        "owner",
        owner(Path.of(denied.getFile())),
        "user",
        System.getProperty("user.name", "unknown"));
  }

  private static String owner(Path path) {
    for (Path seen = path; seen != null; seen = seen.getParent()) {
      try {
        return Files.getOwner(seen, LinkOption.NOFOLLOW_LINKS).getName();
      } catch (IOException hidden) {
        // hidden by the folder above
      } catch (UnsupportedOperationException notSaid) {
        return "unknown";
      }
    }
    return "unknown";
  }

  /** An executor that runs each task on the thread that gives it. */
  private static final class OnCaller extends AbstractExecutorService {
    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public void shutdown() {
      // it has no thread
    }

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return false;
    }
  }

  private static FileAttribute<?>[] mode(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
