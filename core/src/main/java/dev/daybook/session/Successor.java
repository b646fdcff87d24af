package dev.daybook.session;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.journal.LastKnown;
import dev.daybook.journal.SessionFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * The file in which a session continues after another process removed, replaced or shortened its
 * own. It is the file that has the name now, if that holds all that was forced. Otherwise it is an
 * empty one, and a copy of the file with the name is kept beside it. The seqs of the lost file are
 * not given again.
 *
 * @param folder the session's; its own folder exists
 */
record Successor(SessionFolder folder, SessionId id, LastKnown known) {

  /**
   * Opens or begins the file.
   *
   * @param lock held; belongs to the result, and still to the caller if this throws
   */
  Opening open(SessionLock lock) throws IOException {
    if (!folder.exists(id)) {
      lock.forget();
      return begun(OwnFiles.create(folder.file(id)), lock);
    }
    try (FileChannel found = OwnFiles.open(folder.file(id), StandardOpenOption.READ)) {
      FoundFile before = FoundFile.of(folder, id);
      if (holdsWhatWasForced(found)) {
        return folder.openWith(id, 0, lock);
      }
      // first: a failure here is retried again and again, and must not leave a copy each time
      lock.forget();
      SideFile.DAMAGED.copy(folder.file(id), found, 0, found.size());
      try (DraftFile empty = DraftFile.of(folder.file(id), draft -> {})) {
        lock.confirm(before);
        empty.replace();
      }
      return begun(
          OwnFiles.open(folder.file(id), StandardOpenOption.READ, StandardOpenOption.WRITE), lock);
    }
  }

  private boolean holdsWhatWasForced(FileChannel found) throws IOException {
    try {
      ResumePoint point = ResumePoint.of(id, folder.file(id), found, 0);
      // a repair may have made it shorter all the same
      return point.nextSeq() > known.forcedSeq();
    } catch (DaybookException fault) {
      if (fault.kind() == Kind.LINE_TOO_LONG) {
        // the file may be good, and more memory would prove it
        throw fault;
      }
      return false;
    }
  }

  private Opening begun(FileChannel empty, SessionLock lock) throws IOException {
    try {
      empty.force(true);
      folder.forceFolders();
      NamedFile file = new NamedFile(FoundFile.of(folder, id, 0), empty);
      lock.trust(0, empty);
      return new Opening(new SessionFile(new LockedFile(file, lock, 0), 0, known.nextSeq()), null);
    } catch (Throwable e) {
      empty.close();
      throw e;
    }
  }
}
