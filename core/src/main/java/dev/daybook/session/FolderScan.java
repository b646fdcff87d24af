package dev.daybook.session;

import dev.daybook.event.DaybookException;
import dev.daybook.session.RootFolder.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A look at many sessions, at the cost of few calls of the system each: their folder is not checked
 * again, and was by the caller, which listed it. One thread.
 */
public final class FolderScan {

  private final RootFolder root;
  private final Path sessions;
  private final Path locks;
  private final boolean mayRead;
  private final ByteBuffer buffer = LockRecordFile.buffer();

  /** True if the session before had a record: most often the next one has, too. */
  private boolean hadRecord;

  FolderScan(RootFolder root) {
    this.root = root;
    this.sessions = root.unchecked(Part.SESSIONS);
    this.locks = root.unchecked(Part.LOCKS);
    this.mayRead = root.maySee(Part.LOCKS);
  }

  /** Returns the path of the session's file, for a caller that looks at its attributes first. */
  public Path file(SessionId id) {
    return sessions.resolve(id.value() + SessionFolder.SUFFIX);
  }

  /**
   * Returns the attributes of a session's file.
   *
   * @throws NoSuchFileException if there is none
   * @throws DaybookException {@code UNSAFE_PATH} if it is none of Daybook's
   */
  public BasicFileAttributes attributes(Path file) throws NoSuchFileException {
    return root.checked(file);
  }

  /**
   * Returns the record of the session's lock; null if this process may read the sessions and not
   * the locks.
   */
  public @Nullable LockRecord record(SessionId id) {
    if (!mayRead) {
      return null;
    }
    Path file = locks.resolve(id.value() + Place.RECORD_SUFFIX);
    // many sessions may have none, and an exception for each costs more than all else of a list
    if (!hadRecord && file.toFile().length() == 0) {
      return LockRecord.NOTHING;
    }
    try {
      LockRecord found = LockRecordFile.read(file, buffer);
      hadRecord = found != LockRecord.NOTHING;
      return found;
    } catch (IOException unread) {
      return null;
    }
  }
}
