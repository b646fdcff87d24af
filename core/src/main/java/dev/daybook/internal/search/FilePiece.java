package dev.daybook.internal.search;

import dev.daybook.internal.line.LineFeeds;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.util.Arrays;

/**
 * The bytes of the lines that begin in one piece of a file; the last of them may reach over its
 * end. Belongs to one thread, which uses its array for one piece after another.
 */
final class FilePiece {

  private static final int MORE_BYTES = 1 << 16;

  private final int maxLineBytes;
  private byte[] bytes;
  private long base;
  private int from;
  private int to;
  private boolean hasTornTail;
  private boolean hasTooLongLine;

  FilePiece(int pieceBytes, int maxLineBytes) {
    this.maxLineBytes = maxLineBytes;
    this.bytes = new byte[pieceBytes + MORE_BYTES];
  }

  /**
   * Reads the lines that begin in {@code [pieceFrom, pieceTo)}.
   *
   * @param size the end of the file
   */
  void read(SessionSource source, long pieceFrom, long pieceTo, long size) throws IOException {
    hasTornTail = false;
    hasTooLongLine = false;
    // from the byte before, which may be the line feed that the first line follows
    base = Math.max(0, pieceFrom - 1);
    int filled = source.read(bytes, 0, (int) (pieceTo - base), base);
    from = pieceFrom == 0 ? 0 : LineFeeds.first(bytes, 0, filled) + 1;
    to = from;
    if (pieceFrom > 0 && from == 0) {
      // all of it belongs to a line that begins before
      from = filled;
      to = filled;
      return;
    }
    if (from < filled) {
      to = LineFeeds.last(bytes, from, filled) + 1;
      if (to == 0) {
        to = from;
      }
      if (to < filled) {
        readOn(source, filled, size);
      }
    }
  }

  /** Reads on to the end of the line that begins at {@code to}. */
  private void readOn(SessionSource source, int first, long size) throws IOException {
    int filled = first;
    while (true) {
      if (filled - to > maxLineBytes) {
        hasTooLongLine = true;
        return;
      }
      int more = (int) Math.min(MORE_BYTES, size - base - filled);
      if (more <= 0) {
        hasTornTail = true;
        return;
      }
      if (bytes.length - filled < more) {
        bytes = Arrays.copyOf(bytes, Math.max(filled + more, 2 * bytes.length));
      }
      int end = source.read(bytes, filled, filled + more, base + filled);
      int lineFeed = LineFeeds.first(bytes, filled, end);
      if (lineFeed >= 0) {
        if (lineFeed + 1 - to > maxLineBytes) {
          hasTooLongLine = true;
        } else {
          to = lineFeed + 1;
        }
        return;
      }
      if (end == filled) {
        hasTornTail = true;
        return;
      }
      filled = end;
    }
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns the index of the first line. */
  int from() {
    return from;
  }

  /** Returns the index behind the last line feed. */
  int to() {
    return to;
  }

  /** Returns the offset in the file of a byte at that index. */
  long offset(int index) {
    return base + index;
  }

  /** Returns true if the file ends in a line without a line feed, which begins here. */
  boolean hasTornTail() {
    return hasTornTail;
  }

  /** Returns true if a line that begins here is over the limit; it is none of the lines. */
  boolean hasTooLongLine() {
    return hasTooLongLine;
  }
}
