package dev.daybook.session;

import dev.daybook.journal.JournalFile;
import dev.daybook.journal.SessionFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A session's file in the state in which it may be appended to: its last lines are good, the torn
 * tail that a crash left is moved to a file beside it, and what it holds is on the device.
 *
 * @param file the file, with its lock
 * @param tornTail what was moved, if anything
 */
record Opening(SessionFile file, @Nullable TornTail tornTail) {

  private static final int BLOCK_BYTES = 1 << 16;

  /** @param movedTo the file that has it now */
  record TornTail(long bytes, Path movedTo) {}

  /**
   * Brings a file into that state.
   *
   * @param folder the session's
   * @param channel the file's, which belongs to the result, or is closed if another one does
   * @param lock held; belongs to the result too
   * @param trustedBytes as in {@link SessionFile.Source#open}; the lock may know of less
   */
  static Opening of(
      SessionFolder folder, SessionId id, FileChannel channel, SessionLock lock, long trustedBytes)
      throws IOException {
    Path file = folder.file(id);
    lock.doubt(trustedBytes);
    lock.recognize(channel);
    ResumePoint point = ResumePoint.of(id, file, channel, lock.goodBytes());
    long torn = channel.size() - point.end();
    TornTail tornTail = null;
    if (torn > 0) {
      tornTail = new TornTail(torn, SideFile.TORN.copy(file, channel, point.end(), torn));
      channel.truncate(point.end());
    }
    FileChannel whole =
        lock.trustedBytes() < point.end() ? anew(file, channel, point.end()) : channel;
    try {
      whole.force(true);
    } catch (IOException failure) {
      // nobody knows how much of what was there had been forced before
      lock.doubt(0);
      whole.close();
      throw failure;
    }
    lock.trust(point.end(), whole);
    JournalFile journalFile = new LockedFile(named(folder, id, whole), lock, point.end());
    return new Opening(new SessionFile(journalFile, point.end(), point.nextSeq()), tornTail);
  }

  private static NamedFile named(SessionFolder folder, SessionId id, FileChannel channel)
      throws IOException {
    try {
      return new NamedFile(folder, id, channel);
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Puts a copy in the file's place after a failed force left bytes in doubt: the kernel shows
   * them, but may have dropped what it should have put on the device, and would answer the next
   * force that nothing is left to do. To write them again into the same file is not enough: where
   * ext4 failed to write a block that was new, it takes them, and forces them, and still holds the
   * block for one that was never written. The old file is there until the copy is on the device.
   */
  private static FileChannel anew(Path file, FileChannel old, long end) throws IOException {
    try (DraftFile draft = DraftFile.of(file, copy -> copy(old, end, copy))) {
      draft.replace();
    }
    Path folder = file.getParent();
    if (folder != null) {
      OwnFiles.forceFolder(folder);
    }
    FileChannel copy = OwnFiles.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    old.close();
    return copy;
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
