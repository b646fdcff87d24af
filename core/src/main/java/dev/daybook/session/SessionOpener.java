package dev.daybook.session;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.journal.LastKnown;
import dev.daybook.journal.LostFileException;
import dev.daybook.journal.SessionFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The opener of one session's file, at first and again after a failure. It remembers the disk of
 * the file: a session does not begin anew in the empty folder where that was mounted.
 */
final class SessionOpener implements SessionFile.Source {

  private final SessionFolder folder;
  private final SessionId id;
  private final boolean isToExist;
  private volatile @Nullable Object disk;

  /** @param isToExist true if the file must exist and is not created */
  SessionOpener(SessionFolder folder, SessionId id, boolean isToExist) {
    this.folder = folder;
    this.id = id;
    this.isToExist = isToExist;
  }

  @Override
  public SessionFile open(long trustedBytes) throws IOException {
    SessionFile opened =
        isToExist ? folder.resume(id, trustedBytes) : folder.open(id, trustedBytes);
    try {
      disk = OwnFiles.disk(folder.file(id));
      return opened;
    } catch (Throwable e) {
      opened.file().close();
      throw e;
    }
  }

  @Override
  public SessionFile reopen(LastKnown known) throws IOException {
    if (known.isLost()) {
      refuseAnotherDisk();
      return folder.succeed(id, known);
    }
    SessionFile opened;
    try {
      opened = folder.resume(id, known.trustedBytes());
    } catch (DaybookException refused) {
      if (refused.kind() == Kind.SESSION_NOT_FOUND || refused.kind() == Kind.FILE_SHORTENED) {
        refuseAnotherDisk();
        throw new LostFileException(refused);
      }
      throw refused;
    }
    if (opened.position() < known.forcedBytes()) {
      opened.file().close();
      refuseAnotherDisk();
      throw new LostFileException("the file became shorter: bytes=" + opened.position()
          + ", expectedBytes=" + known.forcedBytes());
    }
    return opened;
  }

  private void refuseAnotherDisk() throws IOException {
    Object now = OwnFiles.disk(folder.file(id));
    if (disk != null && !disk.equals(now)) {
      throw new IOException("another disk is mounted where the session's file was, or none is");
    }
  }
}
