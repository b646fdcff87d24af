package dev.daybook.catalog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Where line feeds stand, looked for eight bytes at a time: most of what a list does. */
final class LineFeeds {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long EIGHT = 0x0a0a0a0a0a0a0a0aL;
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private LineFeeds() {}

  /** The first one in {@code [from, to)}; -1 if there is none. */
  static int first(byte[] bytes, int from, int to) {
    int i = from;
    while (to - i >= Long.BYTES && !isInEight(bytes, i)) {
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

  /** The last one in {@code [from, to)}; -1 if there is none. */
  static int last(byte[] bytes, int from, int to) {
    int i = to;
    while (i - from >= Long.BYTES && !isInEight(bytes, i - Long.BYTES)) {
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

  /** A byte is zero if it loses the bit below it and did not have its highest one. */
  private static boolean isInEight(byte[] bytes, int at) {
    long eight = (long) LONGS.get(bytes, at) ^ EIGHT;
    return ((eight - LOW_BITS) & ~eight & HIGH_BITS) != 0;
  }
}
