package dev.daybook.internal.line;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A cursor that moves from line to line to the end, and beyond it once the caller has seen the file
 * grow.
 */
public final class ForwardCursor extends LineCursor {

  private static final int INITIAL_BUFFER_BYTES = 1 << 18;

  private static final int MIN_BUFFER_BYTES = 1 << 14;

  private static final int PIECE_BUFFER_BYTES = 1 << 16;

  /** The end that Daybook gives each line but for its line feed. */
  private static final String END_OF_ENTRY =
      ",\"crc\":\"" + String.valueOf(Needle.HEX_DIGIT).repeat(8) + "\"}";

  private static final String BEGIN_OF_ENTRY = "\n{\"v\":1,\"seq\":";

  /** The end of a line, and the beginning of the next: the longer, the faster it is found. */
  private static final Needle BETWEEN_ENTRIES = new Needle(END_OF_ENTRY + BEGIN_OF_ENTRY);

  private static final int BETWEEN_LENGTH = END_OF_ENTRY.length() + BEGIN_OF_ENTRY.length();

  private final SessionSource source;
  private boolean leaps;

  /** The file offset up to which lines are ended by the first line feed. */
  private long exactTo;

  private long limit;

  /** The file offset of {@code buffer[0]}. */
  private long base;

  private int filled;
  private int scanned;
  private long lineNumber;

  /**
   * @param source read by position
   * @param from the offset to begin at: the beginning of a line
   * @param limit the offset to stop at, at most the file's size
   * @param maxLineBytes the longest line to hold, its line feed included
   */
  public ForwardCursor(SessionSource source, long from, long limit, int maxLineBytes) {
    this(source, from, limit, maxLineBytes, (int)
        Math.min(INITIAL_BUFFER_BYTES, Math.max(MIN_BUFFER_BYTES, limit - from)));
  }

  private ForwardCursor(
      SessionSource source, long from, long limit, int maxLineBytes, int bufferBytes) {
    super(maxLineBytes, new byte[bufferBytes], from);
    this.source = source;
    this.base = from;
    this.limit = limit;
  }

  /** Returns a cursor for a caller that wants a line or two: it reads a little at a time. */
  public static ForwardCursor forFewLines(
      SessionSource source, long from, long limit, int maxLineBytes) {
    return new ForwardCursor(source, from, limit, maxLineBytes, MIN_BUFFER_BYTES);
  }

  /**
   * Returns a cursor for a caller that stops at the end of a piece: it does not read far beyond.
   */
  static ForwardCursor forPiece(SessionSource source, long from, long limit, int maxLineBytes) {
    return new ForwardCursor(source, from, limit, maxLineBytes, PIECE_BUFFER_BYTES);
  }

  /**
   * Returns a cursor before the first line that begins in {@code [from, to)}, to go on to the
   * limit; null if none does.
   *
   * @param start the beginning of the first line of all
   */
  public static @Nullable ForwardCursor atLine(
      SessionSource source, long start, long from, long to, long limit, int maxLineBytes)
      throws IOException {
    if (from == start) {
      return forPiece(source, from, limit, maxLineBytes);
    }
    // from the byte before, which may be the line feed that the first line follows
    ForwardCursor cursor = forPiece(source, from - 1, to - 1, maxLineBytes);
    if (!cursor.next()) {
      return null;
    }
    cursor.extendTo(limit);
    return cursor;
  }

  /**
   * Moves the limit on, after {@link #next} was true, or false at the end of a line.
   *
   * @param newLimit at most the file's size, and not before the limit so far
   */
  public void extendTo(long newLimit) {
    limit = newLimit;
  }

  /**
   * Begins again at the beginning of a line, and forgets every byte that was read: what stands
   * behind the last line feed may be cut off and written anew at any time.
   *
   * @param newLimit as in {@link #extendTo}
   */
  public void restartAt(long newOffset, long newLimit) {
    base = newOffset;
    limit = newLimit;
    filled = 0;
    scanned = 0;
  }

  /**
   * Has {@link #next} find the end of a line by its checksum and the beginning of the next one,
   * which needs no look at each byte. What it finds then may be several lines, of which one at
   * least does not begin or end as Daybook writes it: a caller that cannot prove it as one line
   * calls {@link #shorten}.
   */
  public void leap() {
    leaps = true;
  }

  /** Ends the line at hand at its first line feed; returns false if that is where it ends. */
  public boolean shorten() {
    int lineFeed = leaps && offset >= base ? LineFeeds.first(buffer, from, to) : -1;
    if (lineFeed < 0) {
      return false;
    }
    exactTo = Math.max(exactTo, base + to);
    to = lineFeed;
    scanned = lineFeed + 1;
    length = base + scanned - offset;
    return true;
  }

  private int lineFeed() {
    if (leaps && offset >= base && base + scanned > exactTo) {
      // what stands before the line feed may have come with the bytes before
      int start = Math.max(from, scanned - END_OF_ENTRY.length());
      int found = BETWEEN_ENTRIES.in(buffer, start, filled);
      if (found >= 0) {
        return found + END_OF_ENTRY.length();
      }
      // none begins in the bytes that are there, where they need not be looked at again
      exactTo = Math.max(exactTo, base + filled - BETWEEN_LENGTH);
    }
    return LineFeeds.first(buffer, scanned, filled);
  }

  /** Moves to the next line; false at the torn tail or the limit. */
  @Override
  public boolean next() throws IOException {
    offset = base + scanned;
    from = scanned;
    while (true) {
      int lineFeed = lineFeed();
      if (lineFeed >= 0) {
        to = lineFeed;
        scanned = lineFeed + 1;
        length = base + scanned - offset;
        lineNumber++;
        return true;
      }
      scanned = filled;
      if (!fill()) {
        return false;
      }
    }
  }

  /** Returns where the next line begins. */
  public long nextOffset() {
    return base + scanned;
  }

  /** Returns the number of the line at hand among those that were scanned, from 1. */
  public long lineNumber() {
    return lineNumber;
  }

  /** Returns how many bytes follow the last line feed, once {@link #next} was false. */
  public long tornTailBytes() {
    return base + filled - offset;
  }

  /** Reads more behind what is there, after making room; false at the end. */
  private boolean fill() throws IOException {
    if (filled == buffer.length) {
      makeRoom();
    }
    int room = (int) Math.min(buffer.length - filled, limit - base - filled);
    if (room <= 0) {
      return false;
    }
    int read = source.read(ByteBuffer.wrap(buffer, filled, room), base + filled);
    if (read <= 0) {
      return false;
    }
    filled += read;
    return true;
  }

  private void makeRoom() {
    if (from > 0) {
      drop(from);
    } else if (buffer.length < maxLineBytes) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(maxLineBytes, 2L * buffer.length));
    } else {
      drop(filled);
    }
  }

  private void drop(int count) {
    System.arraycopy(buffer, count, buffer, 0, filled - count);
    base += count;
    filled -= count;
    scanned -= count;
    from = Math.max(0, from - count);
  }
}
