package dev.daybook.session;

import java.io.IOException;
import java.nio.channels.FileChannel;
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
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files for their owner alone (0600) in folders of the same kind (0700), whose names are durable.
 */
public final class OwnFiles {

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final boolean UNIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
  private static final FileAttribute<?>[] FILE_MODE = mode("rw-------");
  private static final FileAttribute<?>[] FOLDER_MODE = mode("rwx------");

  private OwnFiles() {}

  /** A file that did not exist, open for reading and writing. */
  static FileChannel create(Path file) throws IOException {
    return opened(file, StandardOpenOption.CREATE_NEW);
  }

  /** A file, open for reading and writing, that is created if it does not exist. */
  static FileChannel openOrCreate(Path file) throws IOException {
    return opened(file, StandardOpenOption.CREATE);
  }

  private static FileChannel opened(Path file, OpenOption how) throws IOException {
    FileChannel channel = FileChannel.open(
        file,
        Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, how, LinkOption.NOFOLLOW_LINKS),
        FILE_MODE);
    FolderOwner.inherit(file);
    return channel;
  }

  /** A file that exists; a symbolic link in its place is refused. */
  static FileChannel open(Path file, OpenOption... options) throws IOException {
    Set<OpenOption> all = new HashSet<>(Set.of(options));
    all.add(LinkOption.NOFOLLOW_LINKS);
    return FileChannel.open(file, all);
  }

  /** What tells a file from others, whatever its name; null where the system does not say. */
  static @Nullable Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  /**
   * The disk of a file, or of the nearest folder above it that exists; null where the system does
   * not say.
   */
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
      FolderOwner.inherit(path);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(path)) {
        throw e;
      }
    }
    if (parent != null) {
      forceFolder(parent);
    }
  }

  /**
   * Makes the names in a folder durable. Not every platform can open a folder: there it is its own
   * affair.
   */
  public static void forceFolder(Path path) throws IOException {
    if (POSIX) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        channel.force(true);
      }
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
