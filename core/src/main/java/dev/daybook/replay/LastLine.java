package dev.daybook.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Where a file's complete lines end, and the last of them, found from the end: the cost follows
 * that line and the torn tail, not the file.
 */
public final class LastLine {

  private static final int BLOCK_BYTES = 1 << 16;

  private final long end;
  private final byte @Nullable [] line;

  private LastLine(long end, byte @Nullable [] line) {
    this.end = end;
    this.line = line;
  }

  /** The offset after the last line feed; 0 if there is none. */
  public long end() {
    return end;
  }

  /** The last complete line, its line feed excluded; null if there is none. Not copied. */
  public byte @Nullable [] line() {
    return line;
  }

  /**
   * Reads the end of the file, whose channel is left where it was.
   *
   * @throws IOException if reading fails, or if the last line is longer than an array can be
   */
  public static LastLine of(FileChannel channel) throws IOException {
    long size = channel.size();
    long end = lastLineFeed(channel, size) + 1;
    if (end == 0) {
      return new LastLine(0, null);
    }
    long start = lastLineFeed(channel, end - 1) + 1;
    long length = end - 1 - start;
    if (length > Integer.MAX_VALUE - 8) {
      throw new IOException("the last line is too long to hold: bytes=" + length);
    }
    byte[] line = new byte[(int) length];
    read(channel, ByteBuffer.wrap(line), start);
    return new LastLine(end, line);
  }

  /** The offset of the last line feed before {@code before}, or -1. */
  private static long lastLineFeed(FileChannel channel, long before) throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    long blockEnd = before;
    while (blockEnd > 0) {
      int length = (int) Math.min(BLOCK_BYTES, blockEnd);
      read(channel, ByteBuffer.wrap(block, 0, length), blockEnd - length);
      for (int i = length - 1; i >= 0; i--) {
        if (block[i] == '\n') {
          return blockEnd - length + i;
        }
      }
      blockEnd -= length;
    }
    return -1;
  }

  private static void read(FileChannel channel, ByteBuffer target, long position)
      throws IOException {
    long at = position;
    while (target.hasRemaining()) {
      int read = channel.read(target, at);
      if (read < 0) {
        throw new IOException("the file became shorter while it was read: offset=" + at);
      }
      at += read;
    }
  }
}
