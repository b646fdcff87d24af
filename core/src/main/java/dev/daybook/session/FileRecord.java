package dev.daybook.session;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.replay.LostLineFeeds;
import dev.daybook.session.RootFolder.Part;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * What a session's holder knows of its file, and leaves in the {@link LockText} for the next one.
 * It is believed of no other file. One thread at a time.
 */
final class FileRecord {

  private final RootFolder root;
  private final SessionId id;
  private long goodBytes;
  private long trustedBytes = Long.MAX_VALUE;
  private FileMark mark = FileMark.NONE;

  /** Whether the file is in the state that this holder says; else what was left is left again. */
  private boolean isVouchedFor;

  private boolean isLost;

  FileRecord(RootFolder root, SessionId id) {
    this.root = root;
    this.id = id;
  }

  /** The session's file. */
  Path file() {
    return root.file(Part.SESSIONS, id.value() + SessionFolder.SUFFIX);
  }

  /** Takes over what an earlier holder left. */
  void takeOver(LockText left) {
    goodBytes = left.goodBytes();
    trustedBytes = left.trustedBytes();
    mark = left.file();
  }

  /** What is to be said while that one holds the lock. */
  LockText text(LockHolder holder) {
    return new LockText(holder, goodBytes, trustedBytes, mark);
  }

  /** What is to be said when nobody holds it any more. */
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

  /** So many bytes are good. */
  void knowGood(long bytes) {
    if (!isLost) {
      goodBytes = bytes;
    }
  }

  /** So many bytes were good, and are not in the file any more that has the name now. */
  void lose(long bytes) {
    goodBytes = bytes;
    trustedBytes = 0;
    isVouchedFor = false;
    isLost = true;
  }

  boolean isLost() {
    return isLost;
  }

  /** So many bytes are good, and more are to be written: the file is not at rest. */
  void knowGoodInUse(long bytes) {
    goodBytes = bytes;
    mark = marked().inUse();
  }

  /** What is behind there is in doubt. */
  void doubt(long bytes) {
    trustedBytes = Math.min(trustedBytes, bytes);
  }

  /** All of the file, whose channel is given, is good and on the device. */
  void trust(long bytes, FileChannel channel) throws IOException {
    mark = FileMark.of(file(), channel).inUse();
    isVouchedFor = true;
    goodBytes = bytes;
    trustedBytes = Long.MAX_VALUE;
  }

  /** There was no file: what was said is of one that is gone. */
  void beginAnew() {
    goodBytes = 0;
    mark = FileMark.NONE;
  }

  /**
   * Believes what was said only of the file that it was said of, whose channel is given.
   *
   * @throws DaybookException {@code FILE_SHORTENED}; all that was said stays then
   */
  void recognize(FileChannel channel) throws IOException {
    FileMark found = FileMark.of(file(), channel);
    long bytes = channel.size();
    LockText said = text(LockHolder.UNNAMED);
    if (said.isOfLongerThan(found, bytes)) {
      throw shortened(Shortage.of(channel, said.goodBytes(), LostLineFeeds.MAX_LINE_BYTES));
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
   * The file as it is now; nothing if it is not the one that was opened, or cannot be looked at.
   */
  private FileMark marked() {
    try {
      return goodBytes == 0 ? FileMark.NONE : mark.now(file());
    } catch (IOException | RuntimeException unknown) {
      return FileMark.NONE;
    }
  }
}
