package dev.daybook.internal.line;

import java.io.IOException;

/**
 * A cursor that moves from the last line of a file to the first. The cost follows how far the
 * caller looks back and not the file. Holds one block, and a copy of a line that reaches over its
 * edge.
 */
public final class BackwardCursor extends LineCursor {

  private static final int BLOCK_BYTES = 1 << 16;

  private final SessionSource source;
  private final byte[] block;
  private final long lastEnd;
  private long blockStart;
  private long blockEnd;

  /**
   * @param source read by position
   * @param size the end of the file, at most its size
   * @param maxLineBytes the longest line to hold, its line feed included
   */
  public BackwardCursor(SessionSource source, long size, int maxLineBytes) throws IOException {
    super(maxLineBytes, new byte[BLOCK_BYTES], size);
    this.source = source;
    this.block = buffer;
    this.blockStart = size;
    this.blockEnd = size;
    this.lastEnd = lastLineFeed(size) + 1;
    this.offset = lastEnd;
  }

  /**
   * Returns the offset after the last line feed, where the torn tail begins; 0 if there is none.
   */
  public long lastEnd() {
    return lastEnd;
  }

  /** Moves to the line before; at first to the last one. False at the beginning of the file. */
  @Override
  public boolean next() throws IOException {
    if (offset == 0) {
      return false;
    }
    long lineFeed = offset - 1;
    offset = lastLineFeed(lineFeed) + 1;
    length = lineFeed + 1 - offset;
    if (isTooLong()) {
      from = 0;
      to = 0;
    } else if (lineFeed <= blockEnd) {
      buffer = block;
      from = (int) (offset - blockStart);
      to = (int) (lineFeed - blockStart);
    } else {
      copy((int) (length - 1));
    }
    return true;
  }

  private void copy(int count) throws IOException {
    try {
      if (buffer == block || buffer.length < count) {
        buffer = new byte[count];
      }
      read(buffer, count, offset);
    } catch (OutOfMemoryError noMemory) {
      // it leaves none for the report of it
      buffer = block;
      throw noMemory;
    }
    from = 0;
    to = count;
  }

  /**
   * Returns the offset of the last line feed before {@code before}, whose block is at hand then, or
   * -1.
   */
  private long lastLineFeed(long before) throws IOException {
    long at = before;
    while (at > 0) {
      if (at <= blockStart) {
        load(at);
      }
      int lineFeed = LineFeeds.last(block, 0, (int) (at - blockStart));
      if (lineFeed >= 0) {
        return blockStart + lineFeed;
      }
      at = blockStart;
    }
    return -1;
  }

  private void load(long newEnd) throws IOException {
    int count = (int) Math.min(BLOCK_BYTES, newEnd);
    read(block, count, newEnd - count);
    blockEnd = newEnd;
    blockStart = newEnd - count;
  }

  private void read(byte[] target, int count, long position) throws IOException {
    int end = source.read(target, 0, count, position);
    if (end < count) {
      throw new IOException(
          "the file became shorter while it was read: offset=" + (position + end));
    }
  }
}
