package dev.daybook.session;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.replay.LostLineFeeds;
import dev.daybook.replay.SessionSource;
import dev.daybook.session.RootFolder.Part;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A holder's knowledge of the session's file, which it leaves in the {@link LockText} for the next
 * holder. It is believed of no other file. One thread at a time.
 */
final class FileRecord {

  private final RootFolder root;
  private final SessionId id;
  private long goodBytes;
  private long trustedBytes = Long.MAX_VALUE;
  private FileMark mark = FileMark.NONE;

  /** True if this holder has verified the file; otherwise it leaves again what it took over. */
  private boolean isVouchedFor;

  private boolean isLost;

  FileRecord(RootFolder root, SessionId id) {
    this.root = root;
    this.id = id;
  }

  /** Returns the session's file. */
  Path file() {
    return root.file(Part.SESSIONS, id.value() + SessionFolder.SUFFIX);
  }

  /** Takes over an earlier holder's record. */
  void takeOver(LockText left) {
    goodBytes = left.goodBytes();
    trustedBytes = left.trustedBytes();
    mark = left.file();
  }

  /** Returns the text to write while that holder has the lock. */
  LockText text(LockHolder holder) {
    return new LockText(holder, goodBytes, trustedBytes, mark);
  }

  /** Returns the text to write when the lock is released. */
  LockText last() {
    if (isVouchedFor) {
      mark = marked();
      goodBytes = mark.isUnknown() ? 0 : goodBytes;
    }
    return text(LockHolder.UNNAMED);
  }

  long goodBytes() {
    return goodBytes;
  }

  long trustedBytes() {
    return trustedBytes;
  }

  /** Records that this many bytes are good. */
  void knowGood(long bytes) {
    if (!isLost) {
      goodBytes = bytes;
    }
  }

  /** Records that this many bytes were good in a file that has lost the name. */
  void lose(long bytes) {
    goodBytes = bytes;
    trustedBytes = 0;
    isVouchedFor = false;
    isLost = true;
  }

  boolean isLost() {
    return isLost;
  }

  /** Records that this many bytes are good in a file that is still being written. */
  void knowGoodInUse(long bytes) {
    goodBytes = bytes;
    mark = marked().inUse();
  }

  /** Records that the bytes behind this position are in doubt. */
  void doubt(long bytes) {
    trustedBytes = Math.min(trustedBytes, bytes);
  }

  /** Records that the whole file is good and on the device, at this length. */
  void trust(long bytes, FileChannel channel) throws IOException {
    mark = FileMark.of(file(), channel).inUse();
    isVouchedFor = true;
    goodBytes = bytes;
    trustedBytes = Long.MAX_VALUE;
  }

  /** Forgets what was recorded of a file that is gone. */
  void beginAnew() {
    goodBytes = 0;
    mark = FileMark.NONE;
  }

  /**
   * Keeps the good bytes only if the channel's file is the one that they were recorded of.
   *
   * @throws DaybookException {@code FILE_SHORTENED}; the record stays as it was then
   */
  void recognize(FileChannel channel) throws IOException {
    FileMark found = FileMark.of(file(), channel);
    long bytes = channel.size();
    LockText said = text(LockHolder.UNNAMED);
    if (said.isOfLongerThan(found, bytes)) {
      throw shortened(
          Shortage.of(SessionSource.of(channel), said.goodBytes(), LostLineFeeds.MAX_LINE_BYTES));
    }
    goodBytes = said.goodBytesOf(found, bytes);
  }

  private DaybookException shortened(Shortage shortage) {
    return DaybookException.of(
        Kind.FILE_SHORTENED,
        shortage.isOfEntries()
            ? "entries that were forced are missing at the end of the file; put the whole file back,"
                + " or fork this one up to its last entry and record there"
            : "the file has lost line feeds and nothing else; repair puts them back",
        "session",
        id,
        "file",
        file(),
        "bytes",
        shortage.bytes(),
        "knownBytes",
        shortage.knownBytes());
  }

  /**
   * Returns the mark of the file as it is now, or {@code NONE} if it is another file or cannot be
   * looked at.
   */
  private FileMark marked() {
    try {
      return goodBytes == 0 ? FileMark.NONE : mark.now(file());
    } catch (IOException | RuntimeException unknown) {
      return FileMark.NONE;
    }
  }
}
