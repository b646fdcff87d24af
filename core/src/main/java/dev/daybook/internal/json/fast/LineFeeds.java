package dev.daybook.internal.json.fast;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A search for the ends of lines, eight bytes at a time. */
public final class LineFeeds {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LINE_FEEDS = '\n' * ONES;

  private LineFeeds() {}

  /** Returns the offset of the first line feed in {@code [from, to)}; {@code to} if it has none. */
  public static int next(byte[] bytes, int from, int to) {
    int at = from;
    for (; to - at >= Long.BYTES; at += Long.BYTES) {
      long others = (long) LONGS.get(bytes, at) ^ LINE_FEEDS;
      // the lowest mark is a line feed's; those above it mean nothing certain
      long marks = (others - ONES) & ~others & HIGH_BITS;
      if (marks != 0) {
        return at + Long.numberOfTrailingZeros(marks) / Byte.SIZE;
      }
    }
    while (at < to && bytes[at] != '\n') {
      at++;
    }
    return at;
  }
}
