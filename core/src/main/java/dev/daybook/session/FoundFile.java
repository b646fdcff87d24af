package dev.daybook.session;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session's file as its holder found it, before it was read. To read takes as long as it takes,
 * and a lock that is dropped meanwhile may have been another one's, who is gone again: the file is
 * changed only if it {@linkplain SessionLock#confirm(FoundFile) is so still}.
 *
 * @param key tells the file from others, where the system can
 * @param bytes how long it is
 * @param written when it was last written to
 */
record FoundFile(
    SessionFolder folder, SessionId id, @Nullable Object key, long bytes, FileTime written) {

  static FoundFile of(SessionFolder folder, SessionId id) throws IOException {
    BasicFileAttributes found = folder.look(id);
    return new FoundFile(folder, id, found.fileKey(), found.size(), found.lastModifiedTime());
  }

  /** The file as its holder made it just now. */
  static FoundFile of(SessionFolder folder, SessionId id, long bytes) throws IOException {
    FoundFile made = of(folder, id);
    if (made.bytes != bytes) {
      throw made.changed();
    }
    return made;
  }

  /** @throws IOException if it is not as it was found */
  void refuseIfChanged() throws IOException {
    try {
      if (isSame(of(folder, id))) {
        return;
      }
    } catch (NoSuchFileException gone) {
      // by somebody who asks nobody
    }
    throw changed();
  }

  /** Not {@code equals}, by which the JDK 17 remembers the record for ever. */
  private boolean isSame(FoundFile now) {
    return Objects.equals(key, now.key) && bytes == now.bytes && written.equals(now.written);
  }

  private IOException changed() {
    return new IOException("somebody else changed the file meanwhile; try again: foundBytes="
        + bytes + ", file=" + folder.file(id));
  }
}
