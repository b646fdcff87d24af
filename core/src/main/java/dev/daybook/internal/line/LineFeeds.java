package dev.daybook.internal.line;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A search for line feeds in an array, eight bytes at a time. */
public final class LineFeeds {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long PATTERN = '\n' * ONES;
  private static final int STRIDE = 4 * Long.BYTES;

  private LineFeeds() {}

  /** Returns the index of the first one in {@code [from, to)}, or -1. */
  public static int first(byte[] bytes, int from, int to) {
    int i = from;
    while (to - i >= STRIDE && !isIn(bytes, i)) {
      i += STRIDE;
    }
    while (to - i >= Long.BYTES) {
      long found = marks(bytes, i) & HIGH_BITS;
      if (found != 0) {
        return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
      i += Long.BYTES;
    }
    while (i < to) {
      if (bytes[i] == '\n') {
        return i;
      }
      i++;
    }
    return -1;
  }

  /** Returns the index of the last one in {@code [from, to)}, or -1. */
  public static int last(byte[] bytes, int from, int to) {
    int i = to;
    while (i - from >= Long.BYTES && (marks(bytes, i - Long.BYTES) & HIGH_BITS) == 0) {
      i -= Long.BYTES;
    }
    while (i > from) {
      i--;
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static boolean isIn(byte[] bytes, int at) {
    long marks = marks(bytes, at)
        | marks(bytes, at + Long.BYTES)
        | marks(bytes, at + 2 * Long.BYTES)
        | marks(bytes, at + 3 * Long.BYTES);
    return (marks & HIGH_BITS) != 0;
  }

  /**
   * Returns a word with a high bit set if a line feed is among the eight bytes. The lowest of the
   * high bits then belongs to the first line feed; those above it mean nothing certain.
   */
  private static long marks(byte[] bytes, int at) {
    long differences = (long) LONGS.get(bytes, at) ^ PATTERN;
    return (differences - ONES) & ~differences;
  }
}
