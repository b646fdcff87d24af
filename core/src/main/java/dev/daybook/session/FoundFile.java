package dev.daybook.session;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session's file as its holder found it, before it was read. Reading may take long, and if the
 * lock is dropped meanwhile, another holder may have come and gone: the file is changed only if it
 * {@linkplain SessionLock#confirm(FoundFile) is so still}.
 *
 * @param key distinguishes the file from others, where the system can
 * @param bytes its length
 * @param written the time of its last modification
 */
record FoundFile(
    SessionFolder folder, SessionId id, @Nullable Object key, long bytes, FileTime written) {

  static FoundFile of(SessionFolder folder, SessionId id) throws IOException {
    BasicFileAttributes found = folder.look(id);
    return new FoundFile(folder, id, found.fileKey(), found.size(), found.lastModifiedTime());
  }

  /**
   * Returns the file as its holder made it just now.
   *
   * @throws IOException if it has another length
   */
  static FoundFile of(SessionFolder folder, SessionId id, long bytes) throws IOException {
    FoundFile made = of(folder, id);
    if (made.bytes != bytes) {
      throw made.changed();
    }
    return made;
  }

  /**
   * Refuses a file that has changed since.
   *
   * @throws IOException if it is not as it was found
   */
  void refuseIfChanged() throws IOException {
    try {
      if (isSame(of(folder, id))) {
        return;
      }
    } catch (NoSuchFileException gone) {
      // removed without the lock
    }
    throw changed();
  }

  /**
   * Compares the three parts by hand: the JDK 17 keeps a record for ever once its {@code equals}
   * ran.
   */
  private boolean isSame(FoundFile now) {
    return Objects.equals(key, now.key) && bytes == now.bytes && written.equals(now.written);
  }

  private IOException changed() {
    return new IOException("somebody else changed the file meanwhile; try again: foundBytes="
        + bytes + ", file=" + folder.file(id));
  }
}
