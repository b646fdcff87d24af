package dev.daybook.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A scanner of a file's complete lines from the last to the first; {@link LineScanner} defines a
 * line. The cost follows how far the caller looks back and not the file. Holds one block, and a
 * copy of a line that reaches over its edge. Belongs to one thread.
 */
public final class BackwardScanner {

  private static final int BLOCK_BYTES = 1 << 16;

  private final FileChannel channel;
  private final long maxLineBytes;
  private final long end;
  private final byte[] block = new byte[BLOCK_BYTES];
  private long blockStart;
  private long blockEnd;

  private byte[] buffer = block;
  private int from;
  private int to;

  /** The beginning of the line at hand, which is the end of the line before it. */
  private long lineOffset;

  private long lineBytes;

  /**
   * @param channel read by position, and left where it was
   * @param size the end of the file, at most its size
   * @param maxLineBytes the longest line to hold, its line feed included; not more than an array
   *     can hold
   */
  public BackwardScanner(FileChannel channel, long size, long maxLineBytes) throws IOException {
    this.channel = channel;
    this.maxLineBytes = maxLineBytes;
    this.blockStart = size;
    this.blockEnd = size;
    this.end = lastLineFeed(size) + 1;
    this.lineOffset = end;
  }

  /**
   * Returns the offset after the last line feed, where the torn tail begins; 0 if there is none.
   */
  public long end() {
    return end;
  }

  /** Moves to the line before; at first to the last one. False at the beginning of the file. */
  public boolean previous() throws IOException {
    if (lineOffset == 0) {
      return false;
    }
    long lineFeed = lineOffset - 1;
    lineOffset = lastLineFeed(lineFeed) + 1;
    lineBytes = lineFeed + 1 - lineOffset;
    if (isTooLong()) {
      from = 0;
      to = 0;
    } else if (lineFeed <= blockEnd) {
      buffer = block;
      from = (int) (lineOffset - blockStart);
      to = (int) (lineFeed - blockStart);
    } else {
      copy((int) (lineBytes - 1));
    }
    return true;
  }

  /**
   * Returns the array that holds the line at hand, valid until the next call of {@link #previous}.
   */
  public byte[] buffer() {
    return buffer;
  }

  /** Returns where in the array the line begins. */
  public int from() {
    return from;
  }

  /** Returns where in the array it ends, its line feed excluded. */
  public int to() {
    return to;
  }

  /** Returns the line's place in the file. */
  public long offset() {
    return lineOffset;
  }

  /** Returns the line's length, its line feed included. */
  public long lineBytes() {
    return lineBytes;
  }

  /** Returns true if the line at hand is over the limit, so that the array does not hold it. */
  public boolean isTooLong() {
    return lineBytes > maxLineBytes;
  }

  private void copy(int length) throws IOException {
    try {
      if (buffer == block || buffer.length < length) {
        buffer = new byte[length];
      }
      read(buffer, length, lineOffset);
    } catch (OutOfMemoryError noMemory) {
      // it leaves none for the report of it
      buffer = block;
      throw noMemory;
    }
    from = 0;
    to = length;
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
    int length = (int) Math.min(BLOCK_BYTES, newEnd);
    read(block, length, newEnd - length);
    blockEnd = newEnd;
    blockStart = newEnd - length;
  }

  private void read(byte[] target, int length, long offset) throws IOException {
    ByteBuffer remaining = ByteBuffer.wrap(target, 0, length);
    while (remaining.hasRemaining()) {
      if (channel.read(remaining, offset + remaining.position()) < 0) {
        throw new IOException(
            "the file became shorter while it was read: offset=" + (offset + remaining.position()));
      }
    }
  }
}
