package dev.daybook.internal.file;

import dev.daybook.SessionId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A session's file, locked to be changed as a whole: no other process may write it until this is
 * closed. It is changed only if it is still as it was found: the lock may be dropped meanwhile, and
 * another holder come and go. An interrupt does not disturb a call, and stays set.
 *
 * <p>A crash at any moment leaves the old file or the new one: nothing is overwritten in place.
 * Before the rename the name leads to the old file, after it to the new one, which is on the device
 * already; a copy of the old one is on the device before that. Of a file that is cut, only the
 * length changes. A crash can also leave an unneeded copy, or a draft under its own name.
 */
public final class HeldFile implements AutoCloseable {

  private final SessionFolder folder;
  private final Place place;
  private final Path file;
  private final SessionLock lock;
  private FileState found;

  private HeldFile(SessionFolder folder, SessionId id, SessionLock lock) throws IOException {
    this.folder = folder;
    this.place = folder.place(id);
    this.file = place.path();
    this.lock = lock;
    this.found = FileState.of(file);
    if (found.isMissing()) {
      throw new NoSuchFileException(file.toString());
    }
  }

  /**
   * Looks at the file.
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

  /** Returns the length that was found. */
  long bytes() {
    return found.bytes();
  }

  /**
   * Replaces the file, after keeping a copy of all of it beside it. The file is changed once, here
   * or by {@link #cut}; the change is durable when this returns.
   *
   * @param content the content of the new file; if it throws, everything stays as it was
   * @return the copy of the old file
   * @throws IOException if the file system refuses, or another process has changed the file, which
   *     is left as it is then
   */
  public Path replace(DraftFile.Content content) throws IOException {
    return Uninterrupted.call(() -> {
      try (DraftFile draft = DraftFile.of(file, content)) {
        Path original;
        try (FileChannel old = OwnFiles.openToRead(file)) {
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
   * Replaces the file by one that has all of its lines in another form, and keeps a copy beside it
   * of nothing but what stands behind them, as opening does with a torn tail. That is durable when
   * this returns.
   *
   * @param end the end of the lines
   * @param content the content of the new file; if it throws, everything stays as it was
   * @throws IOException as {@link #replace}
   */
  public void renew(long end, DraftFile.Content content) throws IOException {
    Uninterrupted.call(() -> {
      try (DraftFile draft = DraftFile.of(file, content)) {
        long bytes = draft.state().bytes();
        if (found.bytes() > end) {
          try (FileChannel old = OwnFiles.openToRead(file)) {
            Path unused = SideFile.TORN.copy(file, old, end, found.bytes() - end);
          }
        }
        beginToChange();
        draft.replace();
        folder.forceFolders();
        expect(bytes);
        try (FileChannel channel = OwnFiles.openToRead(file)) {
          lock.trust(bytes, channel);
        }
        return file;
      }
    });
  }

  /**
   * Cuts off the bytes behind an offset, after keeping a copy of them beside the file, as opening
   * does with a torn tail. That is durable when this returns.
   *
   * @return the copy of the bytes cut off
   * @throws IOException as {@link #replace}
   */
  public Path cut(long end) throws IOException {
    return Uninterrupted.call(() -> {
      try (FileChannel channel = OwnFiles.open(file)) {
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
    confirm();
    lock.forget();
    // that waited for the device
    confirm();
  }

  /**
   * Confirms the lock and the file, before the holder changes that or relies on what it read of it.
   *
   * @throws IOException if another holder had the lock meanwhile, and has it or changed the file
   */
  void confirm() throws IOException {
    lock.confirmTaken();
    boolean isSame = false;
    try {
      isSame = found.isSameAs(FileState.of(place.unchecked()));
    } finally {
      if (!isSame) {
        // this holder leaves again what that one left
        lock.takeOverAgain();
      }
    }
    if (!isSame) {
      throw changed();
    }
    lock.confirm();
  }

  private IOException changed() {
    return new IOException("another process changed the file meanwhile; try again: foundBytes="
        + found.bytes() + ", file=" + file);
  }

  /** Moves the bytes behind the lines to a file beside it, and returns that. Not forced. */
  Path moveTornTail(FileChannel channel, long end) throws IOException {
    Path torn = SideFile.TORN.copy(file, channel, end, found.bytes() - end);
    confirm();
    channel.truncate(end);
    expect(end);
    return torn;
  }

  /** Puts a draft of that many bytes in place of the file. Its name is not forced. */
  void put(DraftFile draft, long bytes) throws IOException {
    confirm();
    draft.replace();
    expect(bytes);
  }

  /**
   * Looks at the file that this holder made just now.
   *
   * @throws IOException if it has another length
   */
  void expect(long bytes) throws IOException {
    found = FileState.of(place.unchecked());
    if (found.bytes() != bytes) {
      throw changed();
    }
  }

  /**
   * Returns the file to append to, all of it good and on the device, with the lock.
   *
   * @param channel the file's, which belongs to the result, or is closed
   * @param position the end of its last line
   * @param nextSeq the seq of the line that follows
   */
  AppendableFile toAppend(FileChannel channel, long position, long nextSeq) throws IOException {
    lock.setCommitLog(folder.commitLog());
    lock.trust(found.bytes(), channel);
    AppendChannel appended = AppendChannel.reopen(file, channel);
    try {
      LockedFile opened = new LockedFile(place, found, appended, lock);
      // the name was looked up anew
      opened.confirm();
      return new AppendableFile(opened, position, nextSeq);
    } catch (Throwable e) {
      appended.close();
      throw e;
    }
  }

  /** Releases the lock, so that other processes may write the file again. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
