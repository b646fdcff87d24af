package dev.daybook.internal.json.fast;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A hash of bytes, eight at a time, to notice that they are others. It is no proof against bytes
 * made to collide.
 */
public final class ByteHash {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long PRIME = 0x9e3779b97f4a7c15L;
  private static final long START = 0xbf58476d1ce4e5b9L;
  private static final int SHIFT = 32;

  private ByteHash() {}

  /** Returns the hash of the bytes {@code [from, to)}. */
  public static long of(byte[] bytes, int from, int to) {
    long hash = mixed(START ^ (to - from));
    int at = from;
    for (; to - at >= Long.BYTES; at += Long.BYTES) {
      hash = mixed(hash ^ (long) LONGS.get(bytes, at));
    }
    for (; at < to; at++) {
      hash = mixed(hash ^ bytes[at]);
    }
    return mixed(hash);
  }

  private static long mixed(long hash) {
    long product = hash * PRIME;
    return product ^ product >>> SHIFT;
  }
}
