package dev.daybook.bench;

import java.io.OutputStream;
import java.util.Arrays;

/** Lines one after another in memory, which begins anew when it is nearly full. */
final class LineMemory extends OutputStream {

  /** The size of a journal's batch, so that all have the same caches. */
  static final int BYTES = 1 << 20;

  private static final int LONGEST_LINE = 1 << 17;

  private final byte[] bytes = new byte[BYTES + LONGEST_LINE];
  private int lineStart;
  private int length;

  void beginLine() {
    if (length >= BYTES) {
      length = 0;
    }
    lineStart = length;
  }

  /** Ends the line; returns how many bytes it has, its line feed included. */
  int endLine() {
    bytes[length++] = '\n';
    return length - lineStart;
  }

  byte[] lastLine() {
    return Arrays.copyOfRange(bytes, lineStart, length);
  }

  @Override
  public void write(byte[] source, int offset, int count) {
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  @Override
  public void write(int value) {
    bytes[length++] = (byte) value;
  }
}
