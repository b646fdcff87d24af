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
 * The creation and opening of files for their owner alone (0600), in folders of the same kind
 * (0700) whose names are durable.
 */
public final class OwnFiles {

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final boolean UNIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
  private static final FileAttribute<?>[] FILE_MODE = mode("rw-------");
  private static final FileAttribute<?>[] FOLDER_MODE = mode("rwx------");

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
    FolderOwner.inherit(file);
    return channel;
  }

  /** Opens a file that exists; refuses a symbolic link in its place. */
  static FileChannel open(Path file, OpenOption... options) throws IOException {
    Set<OpenOption> all = new HashSet<>(Set.of(options));
    all.add(LinkOption.NOFOLLOW_LINKS);
    return FileChannel.open(file, all);
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

  /** Makes the names in a folder durable. Does nothing on a platform that cannot open a folder. */
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
