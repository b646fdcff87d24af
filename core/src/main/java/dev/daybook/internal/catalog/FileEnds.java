package dev.daybook.internal.catalog;

import static java.util.Objects.requireNonNull;

import dev.daybook.internal.line.LineFeeds;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The beginning and the end of a file, in 16 KiB. Only where the last line, or the torn tail behind
 * it, is longer than 15 KiB is more read: that line. Used for one file after another by one thread.
 */
final class FileEnds {

  /** The bytes that are held of a file whose last line is not long. */
  static final int WINDOW_BYTES = 16 << 10;

  private static final int SMALL_FILE_BYTES = 8 << 10;
  private static final int END_BYTES = 4 << 10;
  private static final int MAX_TAIL_BYTES = 15 << 10;
  private static final int BLOCK_BYTES = 1 << 16;

  /** Bytes in an array, valid until the next file is read. */
  static final class Range {
    private final byte[] bytes;
    private final int from;
    private final int to;

    Range(byte[] bytes, int from, int to) {
      this.bytes = bytes;
      this.from = from;
      this.to = to;
    }

    byte[] bytes() {
      return bytes;
    }

    int from() {
      return from;
    }

    int to() {
      return to;
    }

    boolean isEmpty() {
      return from == to;
    }
  }

  private final byte[] window = new byte[WINDOW_BYTES];
  private final int maxLineBytes;
  private Range head = new Range(window, 0, 0);
  private Range tail = head;
  private @Nullable SessionSource source;
  private int tailFrom;
  private int windowEnd;
  private boolean headIsWholeFile;
  private boolean tailIsFound;

  /** @param maxLineBytes the longest line to look for at the end, its line feed included */
  FileEnds(int maxLineBytes) {
    this.maxLineBytes = maxLineBytes;
  }

  /** Returns the file's first bytes. */
  Range head() {
    return head;
  }

  /** Returns true if the head is the whole file. */
  boolean headIsWholeFile() {
    return headIsWholeFile;
  }

  /**
   * Returns the file's last complete lines, at least one if it has any; none if not
   * {@link #tailIsFound}.
   */
  Range tail() {
    return tail;
  }

  /** Returns false if the last line, or what is behind it, is too long to be looked for. */
  boolean tailIsFound() {
    return tailIsFound;
  }

  /** Reads the ends of a file of that size; it may be shorter by now. */
  void read(SessionSource file, long size) throws IOException {
    source = file;
    headIsWholeFile = size <= SMALL_FILE_BYTES;
    tailIsFound = true;
    if (headIsWholeFile) {
      int end = fill(window, 0, (int) size, 0);
      head = new Range(window, 0, end);
      tail = new Range(window, 0, LineFeeds.last(window, 0, end) + 1);
      return;
    }
    tailFrom = WINDOW_BYTES;
    windowEnd = WINDOW_BYTES;
    readTail(size, END_BYTES);
    if (tail.isEmpty()) {
      readTail(size, (int) Math.min(size, MAX_TAIL_BYTES));
    }
    if (tail.isEmpty() && size > MAX_TAIL_BYTES) {
      readLongTail(size);
    }
    head = new Range(window, 0, fill(window, 0, Math.min(END_BYTES, tailFrom), 0));
  }

  /** Makes the head longer, once; returns true if there was more that may be read. */
  boolean readMoreOfHead() throws IOException {
    int end = head.to();
    if (headIsWholeFile || end != Math.min(END_BYTES, tailFrom)) {
      return false;
    }
    head = new Range(window, 0, fill(window, end, tailFrom, end));
    return head.to() > end;
  }

  /**
   * Reads what is missing of so many bytes at the end of the file to the end of the window. The
   * first line that begins there is the first one of the tail.
   */
  private void readTail(long size, int bytes) throws IOException {
    int from = WINDOW_BYTES - bytes;
    int end = fill(window, from, tailFrom, size - bytes);
    if (end < tailFrom) {
      // it became shorter; what the window still has behind that is another file's
      windowEnd = end;
    }
    tailFrom = from;
    int firstLine = bytes == size ? from : LineFeeds.first(window, from, windowEnd) + 1;
    int lastLineEnd = LineFeeds.last(window, from, windowEnd) + 1;
    boolean hasLine = firstLine < lastLineEnd && (firstLine > 0 || bytes == size);
    tail = hasLine ? new Range(window, firstLine, lastLineEnd) : new Range(window, 0, 0);
  }

  private void readLongTail(long size) throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    long lineFeed = lastLineFeed(block, size);
    long before = lineFeed < 0 ? lineFeed : lastLineFeed(block, lineFeed);
    tailIsFound = before >= -1 && lineFeed >= -1;
    if (tailIsFound && lineFeed >= 0) {
      byte[] line = new byte[(int) (lineFeed - before)];
      int end = fill(line, 0, line.length, before + 1);
      tail = new Range(line, 0, end);
      tailIsFound = end == line.length;
    }
  }

  /**
   * Returns the position of the last line feed before that one; -1 if there is none, -2 if it is
   * too far away.
   */
  private long lastLineFeed(byte[] block, long before) throws IOException {
    long least = Math.max(0, before - maxLineBytes);
    for (long to = before; to > least; ) {
      long from = Math.max(least, to - block.length);
      int end = fill(block, 0, (int) (to - from), from);
      int found = LineFeeds.last(block, 0, end);
      if (found >= 0) {
        return from + found;
      }
      to = from;
    }
    return least == 0 ? -1 : -2;
  }

  private int fill(byte[] target, int from, int to, long position) throws IOException {
    return requireNonNull(source).read(target, from, to, position);
  }
}
