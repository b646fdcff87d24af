package dev.daybook.session;

import dev.daybook.journal.SessionFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A session's file that is ready to be appended to: its last lines are good, a torn tail is moved
 * to a file beside it, and all of it is on the device.
 *
 * @param file the file, with its lock
 * @param tornTail the bytes moved, if any
 */
record Opening(SessionFile file, @Nullable TornTail tornTail) {

  private static final int BLOCK_BYTES = 1 << 16;

  /**
   * A torn tail that was moved.
   *
   * @param movedTo the file that has it now
   */
  record TornTail(long bytes, Path movedTo) {}

  /**
   * Makes a file ready to be appended to.
   *
   * @param folder the session's
   * @param channel the file's, which belongs to the result, or is closed if another one does
   * @param lock held; belongs to the result too
   * @param trustedBytes as in {@link SessionFile.Source#open}; the lock may know of less
   */
  static Opening of(
      SessionFolder folder, SessionId id, FileChannel channel, SessionLock lock, long trustedBytes)
      throws IOException {
    FoundFile found = FoundFile.of(folder, id);
    lock.doubt(trustedBytes);
    lock.recognize(channel);
    ResumePoint point = ResumePoint.of(id, folder.file(id), channel, lock.goodBytes());
    long torn = found.bytes() - point.end();
    TornTail tornTail = null;
    if (torn > 0) {
      tornTail = new TornTail(torn, cut(found, channel, lock, point.end()));
      found = FoundFile.of(folder, id, point.end());
    }
    SessionFile opened = lock.trustedBytes() < point.end()
        ? anew(found, channel, lock, point)
        : opened(found, channel, lock, point);
    return new Opening(opened, tornTail);
  }

  /** Moves the bytes behind the lines to another file, and returns that. */
  private static Path cut(FoundFile found, FileChannel channel, SessionLock lock, long end)
      throws IOException {
    Path file = found.folder().file(found.id());
    Path torn = SideFile.TORN.copy(file, channel, end, found.bytes() - end);
    lock.confirm(found);
    channel.truncate(end);
    return torn;
  }

  private static SessionFile opened(
      FoundFile found, FileChannel channel, SessionLock lock, ResumePoint point)
      throws IOException {
    try {
      channel.force(true);
    } catch (IOException failure) {
      // how much of the file had been forced before is unknown
      lock.doubt(0);
      channel.close();
      throw failure;
    }
    lock.confirm(found);
    lock.trust(point.end(), channel);
    LockedFile file = new LockedFile(new NamedFile(found, channel), lock, point.end());
    return new SessionFile(file, point.end(), point.nextSeq());
  }

  /**
   * Replaces the file by a copy after a failed force left bytes in doubt. The kernel shows those
   * bytes, but may have dropped them unwritten, and would report success for the next force. To
   * write them again into the same file is not enough: where ext4 failed to write a new block, it
   * accepts and forces the bytes, and still takes the block for one that was never written. The old
   * file stays until the copy is on the device.
   */
  private static SessionFile anew(
      FoundFile found, FileChannel old, SessionLock lock, ResumePoint point) throws IOException {
    SessionFolder folder = found.folder();
    Path file = folder.file(found.id());
    try (DraftFile draft = DraftFile.of(file, copy -> copy(old, point.end(), copy))) {
      lock.confirm(found);
      draft.replace();
    }
    FoundFile made = FoundFile.of(folder, found.id(), point.end());
    folder.forceFolders();
    FileChannel copy = OwnFiles.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      SessionFile opened = opened(made, copy, lock, point);
      old.close();
      return opened;
    } catch (Throwable e) {
      copy.close();
      throw e;
    }
  }

  private static void copy(FileChannel old, long end, FileChannel copy) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BLOCK_BYTES);
    long at = 0;
    while (at < end) {
      buffer.clear().limit((int) Math.min(BLOCK_BYTES, end - at));
      if (old.read(buffer, at) < 0) {
        throw new IOException("the file became shorter while it was opened: offset=" + at);
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        at += copy.write(buffer, at);
      }
    }
  }
}
