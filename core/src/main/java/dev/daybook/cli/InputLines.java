package dev.daybook.cli;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lines of an input that may pause for as long as it likes: one line in memory at a time, and
 * none over the limit. Only {@code \n} ends a line; the last one may lack it. One thread reads, any
 * other may end the reading.
 */
final class InputLines {

  private static final int INITIAL_BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final int maxLineBytes;
  private byte[] buffer;
  private int filled;
  private int from;
  private int to;
  private int following;
  private long lineNumber;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition nothingInHand = lock.newCondition();
  private boolean stopped;
  private boolean isIdle;

  /**
   * Reads lines from that input.
   *
   * @param maxLineBytes the longest line, its line feed included
   */
  InputLines(InputStream in, int maxLineBytes) {
    this.in = in;
    this.maxLineBytes = maxLineBytes;
    this.buffer = new byte[Math.min(INITIAL_BUFFER_BYTES, maxLineBytes)];
  }

  /**
   * Moves to the next line, waiting for it; returns false at the end.
   *
   * @throws DaybookException {@code LINE_TOO_LONG} with the line's number, or {@code IO_ERROR}
   */
  boolean next() {
    from = following;
    int scanned = from;
    while (true) {
      for (; scanned < filled; scanned++) {
        if (buffer[scanned] == '\n') {
          return line(scanned, scanned + 1);
        }
      }
      if (filled - from >= maxLineBytes) {
        throw DaybookException.of(
            Kind.LINE_TOO_LONG,
            "the line is over the limit; split the event or raise --max-line-bytes",
            "line",
            lineNumber + 1,
            "maxLineBytes",
            maxLineBytes);
      }
      makeRoom();
      scanned = filled;
      if (!fill()) {
        return filled > from && !isStopped() && line(filled, filled);
      }
    }
  }

  private boolean line(int end, int nextBegins) {
    to = end;
    following = nextBegins;
    lineNumber++;
    return true;
  }

  /** Returns the array that holds the line at hand, valid until the next call of {@link #next}. */
  byte[] buffer() {
    return buffer;
  }

  /** Returns the index in the array where the line begins. */
  int from() {
    return from;
  }

  /** Returns the index in the array where the line ends, its line feed excluded. */
  int to() {
    return to;
  }

  /** Returns the number of the line at hand, from 1. */
  long lineNumber() {
    return lineNumber;
  }

  /** Returns true if the line at hand has nothing but white space. */
  boolean isBlank() {
    for (int i = from; i < to; i++) {
      byte b = buffer[i];
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Takes nothing more from the input: what was read is still given, what is incomplete is not. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits, after {@link #stop}, until every line that was read is done with, at most so long. */
  void awaitIdle(Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lock();
    try {
      while (!isIdle && left > 0) {
        left = nothingInHand.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Notes that the reading thread will ask for nothing more. */
  void done() {
    setIdle(true);
  }

  private boolean isStopped() {
    lock.lock();
    try {
      return stopped;
    } finally {
      lock.unlock();
    }
  }

  private void setIdle(boolean idle) {
    lock.lock();
    try {
      isIdle = idle;
      nothingInHand.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void makeRoom() {
    if (filled < buffer.length) {
      return;
    }
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, filled - from);
      filled -= from;
      from = 0;
    } else {
      buffer = Arrays.copyOf(buffer, (int) Math.min(maxLineBytes, 2L * buffer.length));
    }
  }

  private boolean fill() {
    if (isStopped()) {
      return false;
    }
    setIdle(true);
    int read;
    try {
      read = in.read(buffer, filled, buffer.length - filled);
    } catch (IOException e) {
      throw DaybookException.causedBy(
          e, Kind.IO_ERROR, "cannot read standard input", "cause", String.valueOf(e.getMessage()));
    }
    return read > 0 && take(read);
  }

  /** Takes what was read; what arrives after the stop is discarded. */
  private boolean take(int read) {
    lock.lock();
    try {
      if (stopped) {
        return false;
      }
      isIdle = false;
      filled += read;
      return true;
    } finally {
      lock.unlock();
    }
  }
}
