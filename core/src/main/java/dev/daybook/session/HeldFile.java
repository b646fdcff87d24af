package dev.daybook.session;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A session's file, locked to be changed as a whole: no other process may write it until this is
 * closed. What a call does is durable when it returns; an interrupt does not disturb it, and stays
 * set.
 *
 * <p>A crash at any moment leaves the old file or the new one: nothing is overwritten in place.
 * Before the rename the name leads to the old file, after it to the new one, which is on the device
 * already; a copy of the old one is on the device before that. Of a file that is cut, only the
 * length changes. A crash can also leave an unneeded copy, or a draft under its own name.
 */
public final class HeldFile implements AutoCloseable {

  private final SessionFolder folder;
  private final Path file;
  private final SessionLock lock;
  private final FoundFile found;

  private HeldFile(SessionFolder folder, SessionId id, SessionLock lock) throws IOException {
    this.folder = folder;
    this.file = folder.file(id);
    this.lock = lock;
    this.found = FoundFile.of(folder, id);
  }

  /**
   * Makes the held file of a session.
   *
   * @param lock belongs to the result, and is released if this throws
   */
  static HeldFile of(SessionFolder folder, SessionId id, SessionLock lock) throws IOException {
    try {
      return new HeldFile(folder, id, lock);
    } catch (Throwable e) {
      lock.close();
      throw e;
    }
  }

  /** Returns the session's file. */
  public Path path() {
    return file;
  }

  /**
   * Replaces the file, after keeping a copy of all of it beside it. The file is changed once, here
   * or by {@link #cut}.
   *
   * @param content the content of the new file; if it throws, everything stays as it was
   * @return the copy of the old file
   * @throws IOException if the file system refuses, or another process has changed the file, which
   *     is left as it is then
   */
  public Path replace(Draft content) throws IOException {
    return Uninterrupted.call(() -> {
      try (DraftFile draft = DraftFile.of(file, content)) {
        Path original;
        try (FileChannel old = OwnFiles.open(file, StandardOpenOption.READ)) {
          original = SideFile.DAMAGED.copy(file, old, 0, old.size());
        }
        beginToChange();
        draft.replace();
        folder.forceFolders();
        return original;
      }
    });
  }

  /**
   * Cuts off the bytes behind an offset, after keeping a copy of them beside the file, as opening
   * does with a torn tail.
   *
   * @return the copy of the bytes cut off
   * @throws IOException as {@link #replace}
   */
  public Path cut(long end) throws IOException {
    return Uninterrupted.call(() -> {
      try (FileChannel channel =
          OwnFiles.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        Path torn = SideFile.TORN.copy(file, channel, end, channel.size() - end);
        beginToChange();
        channel.truncate(end);
        channel.force(true);
        folder.forceFolders();
        return torn;
      }
    });
  }

  private void beginToChange() throws IOException {
    lock.confirm(found);
    lock.forget();
    // that waited for the device
    lock.confirm(found);
  }

  /** Releases the lock, so that other processes may write the file again. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
