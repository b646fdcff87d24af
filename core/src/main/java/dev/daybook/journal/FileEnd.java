package dev.daybook.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A session's file and where its complete lines end. A failed or short write may leave part of a
 * line there, which is cut off. Journal thread only, but for {@link #force}.
 */
final class FileEnd {

  private static final int MAX_EMPTY_WRITES = 100;

  private final JournalFile file;
  private long position;
  private boolean isResting;
  private boolean closed;

  /** What the kernel took of lines that are being written. */
  private int taken;

  private boolean isUncut;

  /** Written by whoever forces, before the journal thread learns that it is done. */
  private long forceNanos;

  FileEnd(JournalFile file, long position) {
    this.file = file;
    this.position = position;
  }

  /** The end of the last complete line that the kernel took. */
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
   * Keeps the complete lines of those whose writing failed, and cuts off the rest.
   *
   * @param lines what was to be written
   * @return how many are kept
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

  /** Whether more than was told may stand behind the position, because cutting it off failed. */
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

  /** How long the latest force took, whatever came of it. */
  long forceNanos() {
    return forceNanos;
  }

  /** As {@link JournalFile#confirm}; a file that was given back is anybody's. */
  void confirm() throws IOException {
    if (!closed) {
      file.confirm();
    }
  }

  /** Whether it has a descriptor. */
  boolean isOpen() {
    return !isResting && !closed;
  }

  /** Closes the file, all of which is forced, until it is used again. */
  void rest() throws IOException {
    if (isOpen()) {
      isResting = true;
      file.rest();
    }
  }

  /** Opens it again, if it rests. */
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
