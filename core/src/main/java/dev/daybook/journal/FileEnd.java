package dev.daybook.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A session's file and the end of its complete lines. A failed or short write may leave part of a
 * line there, which is cut off. Journal thread only, except {@link #force}.
 */
final class FileEnd {

  private static final int MAX_EMPTY_WRITES = 100;

  private final JournalFile file;
  private long position;
  private boolean isResting;
  private boolean closed;

  /** The bytes that the kernel took of the lines being written. */
  private int taken;

  private boolean isUncut;

  /**
   * The time of the latest force, written by the forcing thread before the journal thread sees it
   * done.
   */
  private long forceNanos;

  FileEnd(JournalFile file, long position) {
    this.file = file;
    this.position = position;
  }

  /** Returns the end of the last complete line that the kernel took. */
  long position() {
    return position;
  }

  /**
   * Writes complete lines.
   *
   * @throws IOException also for a file that takes no more bytes; {@link #cutBack} is then next
   */
  void write(ByteBuffer lines) throws IOException {
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
  }

  /**
   * Keeps the complete lines of a failed write, and cuts off the rest.
   *
   * @param lines the lines of the failed write
   * @return the number of lines kept
   */
  long cutBack(ByteBuffer lines, Throwable cause) {
    int kept = 0;
    long keptLines = 0;
    for (int i = 0; i < taken; i++) {
      if (lines.get(i) == '\n') {
        kept = i + 1;
        keptLines++;
      }
    }
    boolean isRefused = taken == 0 && cause instanceof ForeignBytesException;
    taken = 0;
    position += kept;
    if (isRefused) {
      return 0;
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
    return keptLines;
  }

  /** Returns true if bytes may stand behind the position because cutting them off failed. */
  boolean isUncut() {
    return isUncut;
  }

  void force() throws IOException {
    long start = System.nanoTime();
    try {
      file.force();
    } finally {
      forceNanos = System.nanoTime() - start;
    }
  }

  /** Returns the time that the latest force took, successful or not. */
  long forceNanos() {
    return forceNanos;
  }

  /**
   * Calls {@link JournalFile#confirm}, unless the file was given back: it may then be another
   * process's.
   */
  void confirm() throws IOException {
    if (!closed) {
      file.confirm();
    }
  }

  /** Returns true if the file has a descriptor. */
  boolean isOpen() {
    return !isResting && !closed;
  }

  /** Closes the file, which is fully forced, until it is used again. */
  void rest() throws IOException {
    if (isOpen()) {
      isResting = true;
      file.rest();
    }
  }

  /** Opens the file again, if it rests. */
  void wake() throws IOException {
    if (isResting) {
      file.wake();
      isResting = false;
    }
  }

  /** Closes the file; a second call does nothing. */
  void close() throws IOException {
    if (!closed) {
      closed = true;
      file.close();
    }
  }
}
