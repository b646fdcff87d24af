package dev.daybook.internal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file as one look found it: another process that writes to it, or puts another file in its
 * place, changes this.
 *
 * @param key distinguishes the file from others, where the system can
 * @param bytes its length
 * @param written the time of its last modification
 */
record FileState(@Nullable Object key, long bytes, FileTime written) {

  private static final FileState MISSING = new FileState(null, -1, FileTime.fromMillis(0));

  /** Looks at the file, or at the link in its place. */
  static FileState of(Path file) throws IOException {
    try {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return new FileState(found.fileKey(), found.size(), found.lastModifiedTime());
    } catch (NoSuchFileException none) {
      return MISSING;
    }
  }

  /** Returns true if there was no file. */
  boolean isMissing() {
    return bytes < 0;
  }

  /** Compares the parts by hand: the JDK 17 keeps a record for ever once its {@code equals} ran. */
  boolean isSameAs(FileState other) {
    return Objects.equals(key, other.key) && bytes == other.bytes && written.equals(other.written);
  }
}
