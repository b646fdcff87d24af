package dev.daybook.internal.search;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.BitSet;

/**
 * The search for escapes by number, as {@code \}{@code u00e9}, that stand for one of a set of
 * chars. A line with one may hold what its bytes do not show. Immutable.
 */
final class EscapeSieve implements Sieve {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long US = 'u' * ONES;
  private static final int DIGITS = 4;

  private final BitSet chars;

  /** @param chars the chars whose escapes are looked for */
  EscapeSieve(BitSet chars) {
    this.chars = chars;
  }

  @Override
  public int next(byte[] bytes, int from, int to) {
    int at = pair(bytes, from, to);
    while (at >= 0) {
      int c = number(bytes, at + 2, to);
      if (c >= 0 && chars.get(c)) {
        return at;
      }
      at = pair(bytes, at + 2, to);
    }
    return -1;
  }

  /** Returns the index of the first backslash before a u. */
  private static int pair(byte[] bytes, int from, int to) {
    int i = from;
    while (to - i > 2 * Long.BYTES) {
      long one = marks(bytes, i);
      long other = marks(bytes, i + Long.BYTES);
      if (((one | other) & HIGH_BITS) != 0) {
        long found = one & HIGH_BITS;
        return found != 0
            ? i + Long.numberOfTrailingZeros(found) / Byte.SIZE
            : i + Long.BYTES + Long.numberOfTrailingZeros(other & HIGH_BITS) / Byte.SIZE;
      }
      i += 2 * Long.BYTES;
    }
    while (i + 1 < to) {
      if (bytes[i] == '\\' && bytes[i + 1] == 'u') {
        return i;
      }
      i++;
    }
    return -1;
  }

  /** Returns a word whose lowest high bit belongs to the first pair that begins in eight bytes. */
  private static long marks(byte[] bytes, int at) {
    long differences =
        ((long) LONGS.get(bytes, at) ^ BACKSLASHES) | ((long) LONGS.get(bytes, at + 1) ^ US);
    return (differences - ONES) & ~differences;
  }

  /** Returns the number that four hexadecimal digits are; -1 if they are none. */
  static int number(byte[] bytes, int from, int to) {
    if (to - from < DIGITS) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < from + DIGITS; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      number = number << 4 | digit;
    }
    return number;
  }
}
