package dev.daybook.internal.engine;

import dev.daybook.internal.file.AppendableFile;
import dev.daybook.internal.file.CommitLog;
import dev.daybook.internal.file.ForeignBytesException;
import dev.daybook.internal.file.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The end of one session's file: appends whole lines and knows how far it is written. A failed or
 * short write may leave part of a line there, which is cut off. Journal thread only, except
 * {@link #force}; while the session is failed, the supervisor's thread reads it.
 */
final class SessionLog {

  private static final int MAX_EMPTY_WRITES = 100;

  private final JournalFile file;
  private long position;
  private long lastSeq;
  private boolean isEvicted;
  private boolean isClosed;

  /** The bytes that the kernel took of the lines being written. */
  private int taken;

  private boolean isUncut;

  /** The log over a file that is ready to be appended to. */
  SessionLog(AppendableFile at) {
    this.file = at.file();
    this.position = at.position();
    this.lastSeq = at.nextSeq() - 1;
  }

  /** Returns the end of the last complete line that the kernel took. */
  long position() {
    return position;
  }

  /** Returns the seq of that line; -1 if there is none. */
  long lastSeq() {
    return lastSeq;
  }

  /**
   * Appends complete lines.
   *
   * @param entries the number of lines
   * @throws IOException also for a file that takes no more bytes; {@link #keepWholeLines} is then
   *     next
   */
  void append(ByteBuffer lines, long entries) throws IOException {
    int length = lines.remaining();
    int emptyWrites = 0;
    while (lines.hasRemaining()) {
      int written = file.write(lines, position + taken);
      taken += written;
      emptyWrites = written > 0 ? 0 : emptyWrites + 1;
      if (emptyWrites > MAX_EMPTY_WRITES) {
        throw new IOException("the file takes no more bytes");
      }
    }
    taken = 0;
    position += length;
    lastSeq += entries;
  }

  /**
   * Keeps the complete lines of a failed append, and cuts off the rest.
   *
   * @param lines the lines of the failed append
   */
  void keepWholeLines(ByteBuffer lines, Throwable cause) {
    int kept = 0;
    for (int i = 0; i < taken; i++) {
      if (lines.get(i) == '\n') {
        kept = i + 1;
        lastSeq++;
      }
    }
    boolean isRefused = taken == 0 && cause instanceof ForeignBytesException;
    taken = 0;
    position += kept;
    if (isRefused) {
      return;
    }
    try {
      file.truncate(position);
    } catch (Throwable alsoFailed) {
      // the partial line stays, at the end of the file, where every reader leaves it out
      isUncut = true;
      if (alsoFailed != cause) {
        cause.addSuppressed(alsoFailed);
      }
    }
  }

  /** Returns true if bytes may stand behind the position because cutting them off failed. */
  boolean isUncut() {
    return isUncut;
  }

  /** Forces the file: what was appended before this call is on the device when it returns. */
  void force() throws IOException {
    file.force();
  }

  /** Calls {@link JournalFile#commitTo} for lines that were appended last. */
  boolean commitTo(CommitLog log, byte[] id, ByteBuffer lines) throws IOException {
    return hasDescriptor() && file.commitTo(log, id, position - lines.remaining(), lines);
  }

  /** Calls {@link JournalFile#commitTo} for all that was appended behind that position. */
  boolean commitTo(CommitLog log, byte[] id, long from) throws IOException {
    return hasDescriptor() && file.commitTo(log, id, from, position);
  }

  /** Calls {@link JournalFile#released}. */
  void released() {
    if (!isClosed) {
      file.released();
    }
  }

  /**
   * Calls {@link JournalFile#confirm}, unless the file was given back: it may then be another
   * process's.
   */
  void confirm() throws IOException {
    if (!isClosed) {
      file.confirm();
    }
  }

  /** Calls {@link JournalFile#confirmCommitted}, of a file that is open. */
  void confirmCommitted() throws IOException {
    file.confirmCommitted();
  }

  /** Returns true if the file has a descriptor. */
  boolean hasDescriptor() {
    return !isEvicted && !isClosed;
  }

  /**
   * Returns true if a caller's thread may append and force: {@link JournalFile#isUninterruptible}.
   */
  boolean isUninterruptible() {
    return hasDescriptor() && file.isUninterruptible();
  }

  /** Gives the descriptor back until {@link #reopen}. The file is fully forced. */
  void evict() throws IOException {
    if (hasDescriptor()) {
      isEvicted = true;
      file.evict();
    }
  }

  /** Opens the file again, if it was evicted; returns why that failed, or null. */
  @Nullable
  Throwable reopen() {
    try {
      if (isEvicted) {
        file.reopen();
        isEvicted = false;
      }
      return null;
    } catch (Throwable cause) {
      return cause;
    }
  }

  /** Closes the file; a second call does nothing. Returns why that failed, or null. */
  @Nullable
  Throwable close() {
    try {
      if (!isClosed) {
        isClosed = true;
        file.close();
      }
      return null;
    } catch (Throwable cause) {
      return cause;
    }
  }
}
