package dev.daybook.session;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A session's file that nobody else may write until this is closed, to be changed as a whole. What
 * a call does is durable when it returns; an interrupt does not disturb it, and stays set.
 *
 * <p>A crash at any moment leaves the file as it was or as it becomes: nothing is written into it.
 * Before the rename the old file has its name, and behind it the new one, which was on the device
 * already; a copy of the old one is on the device before either. Of the file that is cut, only the
 * length changes. What a crash can leave besides is a copy that nobody needs, or a draft under a
 * name of its own.
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

  /** @param lock belongs to the result, and is given back if this throws */
  static HeldFile of(SessionFolder folder, SessionId id, SessionLock lock) throws IOException {
    try {
      return new HeldFile(folder, id, lock);
    } catch (Throwable e) {
      lock.close();
      throw e;
    }
  }

  /** The file. */
  public Path path() {
    return file;
  }

  /**
   * Puts another file in its place, after keeping a copy of all of it beside it. It is changed
   * once, here or by {@link #cut}.
   *
   * @param content what the new file is to hold; what it throws leaves everything as it was
   * @return the copy of the old file
   * @throws IOException if the file system refuses, or somebody else has changed the file, which is
   *     left as it is then
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
   * Cuts off what stands behind an offset, after keeping a copy of that beside it, as opening does
   * with a torn tail.
   *
   * @return the copy of what was cut off
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

  /** Lets others write it again. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
