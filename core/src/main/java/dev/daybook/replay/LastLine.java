package dev.daybook.replay;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a file's complete lines end, and the last of them, found from the end: the cost follows
 * that line and the torn tail, not the file.
 */
public final class LastLine {

  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

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
    BackwardScanner lines = new BackwardScanner(channel, channel.size(), LONGEST_ARRAY + 1L);
    if (!lines.previous()) {
      return new LastLine(0, null);
    }
    if (lines.isTooLong()) {
      throw new IOException("the last line is too long to hold: bytes=" + (lines.lineBytes() - 1));
    }
    byte[] buffer = lines.buffer();
    boolean isWhole = lines.to() - lines.from() == buffer.length;
    return new LastLine(
        lines.end(), isWhole ? buffer : Arrays.copyOfRange(buffer, lines.from(), lines.to()));
  }
}
