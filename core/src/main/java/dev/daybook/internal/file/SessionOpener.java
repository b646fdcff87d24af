package dev.daybook.internal.file;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The opener of one session's file, at first and again after a failure. It makes the file ready to
 * be appended to: its last lines are good, a torn tail is moved to a file beside it, and all of it
 * is on the device. It remembers the disk of the file: a session does not begin anew in the empty
 * folder where that was mounted. One thread at a time.
 */
final class SessionOpener implements AppendableFile.Source {

  private final SessionFolder folder;
  private final SessionId id;
  private final boolean isToExist;
  private volatile @Nullable Object disk;

  /** The torn tail that the opening moved, which is to be reported; null if there was none. */
  private volatile @Nullable TornTail tornTail;

  private record TornTail(long bytes, Path movedTo) {}

  /** A step that opens the file under its lock, which belongs to the result. */
  @FunctionalInterface
  private interface Step {
    AppendableFile open(SessionLock lock) throws IOException;
  }

  /** @param isToExist true if the file must exist and is not created */
  SessionOpener(SessionFolder folder, SessionId id, boolean isToExist) {
    this.folder = folder;
    this.id = id;
    this.isToExist = isToExist;
  }

  /**
   * Takes the session's lock and makes its file ready to be appended to. Creates the file, or
   * checks its last lines and all that a crash may have harmed, and moves a torn tail to a file
   * beside it. Then the file and its folder are forced, so that appended lines can be found again.
   * The lock is held until the file is closed.
   *
   * @throws DaybookException {@code SESSION_LOCKED}; {@code FILE_SHORTENED} if the file is shorter
   *     than it was known to be, so that a seq would be given twice; the kind of a fault in one of
   *     the last lines, since then the next seq is unknown: the file is left as it is;
   *     {@code SESSION_NOT_FOUND} if it must exist
   * @throws IOException if the file system refuses
   */
  @Override
  public AppendableFile open(long trustedBytes) throws IOException {
    AppendableFile opened = opened(isToExist, lock -> ready(lock, trustedBytes));
    try {
      disk = OwnFiles.disk(folder.file(id));
      return opened;
    } catch (Throwable e) {
      opened.file().close();
      throw e;
    }
  }

  @Override
  public AppendableFile reopen(LastKnown known) throws IOException {
    if (known.isLost()) {
      refuseAnotherDisk();
      return opened(false, lock -> successor(lock, known));
    }
    AppendableFile opened;
    try {
      opened = opened(true, lock -> ready(lock, known.trustedBytes()));
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

  private AppendableFile opened(boolean mustExist, Step step) throws IOException {
    AppendableFile opened = Uninterrupted.call(() -> {
      tornTail = null;
      SessionLock lock = mustExist ? folder.lockExisting(id) : folder.lockUninterrupted(id);
      try {
        return step.open(lock);
      } catch (Throwable e) {
        lock.close();
        throw e;
      }
    });
    TornTail moved = tornTail;
    if (moved != null) {
      folder.reportTornTail(id, moved.bytes, moved.movedTo);
    }
    return opened;
  }

  private AppendableFile ready(SessionLock lock, long trustedBytes) throws IOException {
    FileChannel channel = channel(lock);
    try {
      // first, since behind it the file may be another one, which would stay open on a failure
      folder.forceFolders();
      HeldFile held = HeldFile.of(folder, id, lock);
      lock.recordDoubt(trustedBytes);
      lock.recognize(channel);
      ResumePoint point = ResumePoint.of(id, held.path(), channel, lock.goodBytes());
      long torn = held.bytes() - point.end();
      if (torn > 0) {
        tornTail = new TornTail(torn, held.moveTornTail(channel, point.end()));
      }
      return lock.trustedBytes() < point.end()
          ? anew(held, channel, lock, point)
          : forced(held, channel, lock, point);
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  private FileChannel channel(SessionLock lock) throws IOException {
    Path file = folder.file(id);
    try {
      return OwnFiles.open(file);
    } catch (NoSuchFileException missing) {
      folder.createSessions();
      // what the record has is of a file that is gone, also after a crash
      lock.forget();
      return OwnFiles.openOrCreate(file);
    }
  }

  private static AppendableFile forced(
      HeldFile held, FileChannel channel, SessionLock lock, ResumePoint point) throws IOException {
    try {
      channel.force(true);
    } catch (IOException failure) {
      // how much of the file had been forced before is unknown
      lock.recordDoubt(0);
      throw failure;
    }
    held.confirm();
    return held.toAppend(channel, point.end(), point.nextSeq());
  }

  /**
   * Replaces the file by a copy after a failed force left bytes in doubt. The kernel shows those
   * bytes, but may have dropped them unwritten, and would report success for the next force. To
   * write them again into the same file is not enough: where ext4 failed to write a new block, it
   * accepts and forces the bytes, and still takes the block for one that was never written. The old
   * file stays until the copy is on the device.
   */
  private AppendableFile anew(HeldFile held, FileChannel old, SessionLock lock, ResumePoint point)
      throws IOException {
    Path file = held.path();
    long bytes = held.bytes();
    try (DraftFile draft = DraftFile.of(file, copy -> SideFile.copy(old, 0, bytes, copy))) {
      held.put(draft, bytes);
    }
    folder.forceFolders();
    // nothing of it is wanted any more, whatever it reports
    old.close();
    FileChannel copy = OwnFiles.open(file);
    try {
      return forced(held, copy, lock, point);
    } catch (Throwable e) {
      copy.close();
      throw e;
    }
  }

  /**
   * Opens the file in which the session continues after another process removed, replaced or
   * shortened its own: the one that has the name now, if that holds all that was forced. Otherwise
   * it is an empty one, and a copy of the file with the name is kept beside it. The seqs of the
   * lost file are not given again.
   */
  private AppendableFile successor(SessionLock lock, LastKnown known) throws IOException {
    folder.createSessions();
    Path file = folder.file(id);
    if (!folder.exists(id)) {
      lock.forget();
      return begun(OwnFiles.create(file), lock, known);
    }
    HeldFile held = HeldFile.of(folder, id, lock);
    try (FileChannel found = OwnFiles.openToRead(file)) {
      if (holdsWhatWasForced(found, known)) {
        return ready(lock, 0);
      }
      // first: a failure here is retried again and again, and must not leave a copy each time
      lock.forget();
      SideFile.DAMAGED.copy(file, found, 0, found.size());
    }
    try (DraftFile empty = DraftFile.of(file, draft -> {})) {
      held.put(empty, 0);
    }
    return begun(OwnFiles.open(file), lock, known);
  }

  private boolean holdsWhatWasForced(FileChannel found, LastKnown known) throws IOException {
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

  private AppendableFile begun(FileChannel empty, SessionLock lock, LastKnown known)
      throws IOException {
    try {
      empty.force(true);
      folder.forceFolders();
      HeldFile held = HeldFile.of(folder, id, lock);
      held.expect(0);
      return held.toAppend(empty, 0, known.nextSeq());
    } catch (Throwable e) {
      empty.close();
      throw e;
    }
  }
}
