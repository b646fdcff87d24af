package dev.daybook.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * A scanner that cuts a file into its lines. A line is what stands before a line feed; only
 * {@code \n} ends one, because every other line separator of Unicode may stand inside a JSON
 * string. What follows the last line feed is the torn tail: a line that is still being written, or
 * whose writer died. Belongs to one thread.
 */
public final class LineScanner {

  private static final int INITIAL_BUFFER_BYTES = 1 << 18;

  private static final int MIN_BUFFER_BYTES = 1 << 14;

  private static final int PIECE_BUFFER_BYTES = 1 << 16;

  private final FileChannel channel;
  private final int maxLineBytes;
  private long end;
  private byte[] buffer;

  /** The file offset of {@code buffer[0]}. */
  private long base;

  private int filled;
  private int scanned;
  private int lineStart;
  private int lineEnd;
  private long lineOffset;
  private long lineBytes;
  private long lineNumber;

  /** Bytes of the line at hand that were let go because it is over the limit. */
  private long discarded;

  /**
   * @param channel read by position
   * @param from the offset to begin at: the beginning of a line
   * @param end the offset to stop at, at most the file's size
   * @param maxLineBytes the longest line to hold, its line feed included
   */
  public LineScanner(FileChannel channel, long from, long end, int maxLineBytes) {
    this(channel, from, end, maxLineBytes, (int)
        Math.min(INITIAL_BUFFER_BYTES, Math.max(MIN_BUFFER_BYTES, end - from)));
  }

  private LineScanner(FileChannel channel, long from, long end, int maxLineBytes, int bufferBytes) {
    this.channel = channel;
    this.base = from;
    this.lineOffset = from;
    this.end = end;
    this.maxLineBytes = maxLineBytes;
    this.buffer = new byte[bufferBytes];
  }

  /** Returns a scanner for a caller that wants a line or two: it reads a little at a time. */
  public static LineScanner forFewLines(
      FileChannel channel, long from, long end, int maxLineBytes) {
    return new LineScanner(channel, from, end, maxLineBytes, MIN_BUFFER_BYTES);
  }

  /**
   * Returns a scanner for a caller that stops at the end of a piece: it does not read far beyond.
   */
  static LineScanner forPiece(FileChannel channel, long from, long end, int maxLineBytes) {
    return new LineScanner(channel, from, end, maxLineBytes, PIECE_BUFFER_BYTES);
  }

  /**
   * Moves the end on, after {@link #next} was true, or false at the end of a line.
   *
   * @param newEnd at most the file's size, and not before the end so far
   */
  public void extendTo(long newEnd) {
    end = newEnd;
  }

  /**
   * Begins again at the beginning of a line, and forgets every byte that was read: what stands
   * behind the last line feed may be cut off and written anew at any time.
   *
   * @param newEnd as in {@link #extendTo}
   */
  public void restartAt(long offset, long newEnd) {
    base = offset;
    end = newEnd;
    filled = 0;
    scanned = 0;
  }

  /** Moves to the next line; false at the torn tail or the end. */
  public boolean next() throws IOException {
    lineOffset = base + scanned;
    lineStart = scanned;
    discarded = 0;
    while (true) {
      int lineFeed = LineFeeds.first(buffer, scanned, filled);
      if (lineFeed >= 0) {
        lineEnd = lineFeed;
        scanned = lineFeed + 1;
        lineBytes = base + scanned - lineOffset;
        lineNumber++;
        return true;
      }
      scanned = filled;
      if (!fill()) {
        return false;
      }
    }
  }

  /** Returns the array that holds the line at hand, valid until the next call of {@link #next}. */
  public byte[] buffer() {
    return buffer;
  }

  /** Returns where in the array the line begins. */
  public int from() {
    return lineStart;
  }

  /** Returns where in the array its line feed stands. */
  public int to() {
    return lineEnd;
  }

  /** Returns the line's place in the file. */
  public long offset() {
    return lineOffset;
  }

  /** Returns where the next line begins. */
  long nextOffset() {
    return base + scanned;
  }

  /** Returns the line's length, its line feed included. */
  public long lineBytes() {
    return lineBytes;
  }

  /** Returns the number of the line at hand among those that were scanned, from 1. */
  public long lineNumber() {
    return lineNumber;
  }

  /** Returns true if the line at hand is over the limit, so that the array holds only its end. */
  public boolean isTooLong() {
    return discarded > 0 || lineBytes > maxLineBytes;
  }

  /** Returns how many bytes follow the last line feed, once {@link #next} was false. */
  public long tornTailBytes() {
    return base + filled - lineOffset;
  }

  /** Reads more behind what is there, after making room; false at the end. */
  private boolean fill() throws IOException {
    if (filled == buffer.length) {
      makeRoom();
    }
    int room = (int) Math.min(buffer.length - filled, end - base - filled);
    if (room <= 0) {
      return false;
    }
    int read = channel.read(ByteBuffer.wrap(buffer, filled, room), base + filled);
    if (read <= 0) {
      return false;
    }
    filled += read;
    return true;
  }

  private void makeRoom() {
    if (lineStart > 0) {
      drop(lineStart);
    } else if (buffer.length < maxLineBytes) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(maxLineBytes, 2L * buffer.length));
    } else {
      discarded += filled;
      drop(filled);
    }
  }

  private void drop(int count) {
    System.arraycopy(buffer, count, buffer, 0, filled - count);
    base += count;
    filled -= count;
    scanned -= count;
    lineStart = Math.max(0, lineStart - count);
  }
}
