package dev.daybook.internal.search;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The search for a run of bytes, of which each may be one of several, as both cases of a letter.
 * Eight places at a time are looked at, for the two bytes of the run that are the rarest in texts;
 * where both stand, the others are compared. Immutable.
 */
final class RunSieve implements Sieve {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** The bytes that texts in JSON have most, the most frequent first. */
  private static final String FREQUENT =
      " etaoinsrlcdu\"mp\\.,:01234hgfybvw_56789-/(){}kx=;[]ISETARNCjqLDOPMzFBUWGHVKXYJQZ";

  /** The rarity of even the most frequent one: a run of two is rarer than one char of it. */
  private static final int FREQUENCY_OF_MOST = 20;

  private final ByteSet[] run;
  private final int oneAt;
  private final int otherAt;

  /** The bits in which the bytes of the set may differ, set in each byte. */
  private final long oneMask;

  private final long otherMask;
  private final long one;
  private final long other;

  /** @param run at least one set, none of them empty */
  RunSieve(List<ByteSet> run) {
    this.run = run.toArray(ByteSet[]::new);
    int rarest = rarest(-1);
    this.oneAt = rarest;
    this.otherAt = run.size() == 1 ? rarest : rarest(rarest);
    this.oneMask = ONES * this.run[oneAt].differences();
    this.otherMask = ONES * this.run[otherAt].differences();
    this.one = ONES * this.run[oneAt].any() | oneMask;
    this.other = ONES * this.run[otherAt].any() | otherMask;
  }

  private int rarest(int but) {
    int rarest = but == 0 ? 1 : 0;
    for (int i = 0; i < run.length; i++) {
      if (i != but && frequency(run[i]) < frequency(run[rarest])) {
        rarest = i;
      }
    }
    return rarest;
  }

  private static int frequency(ByteSet set) {
    int frequency = 0;
    for (int i = 0; i < FREQUENT.length(); i++) {
      if (set.has(FREQUENT.charAt(i))) {
        frequency = Math.max(frequency, FREQUENT.length() - i);
      }
    }
    return frequency;
  }

  /** Returns how rare a char is in texts, roughly: more for one that is rarer. */
  static int rarity(int c) {
    int at = FREQUENT.indexOf(c);
    return FREQUENCY_OF_MOST + (at < 0 ? FREQUENT.length() : at);
  }

  @Override
  public int next(byte[] bytes, int from, int to) {
    int end = to - run.length + 1;
    int i = from;
    while (i < end) {
      int found = pair(bytes, i, end);
      if (found < 0) {
        return -1;
      }
      if (isAt(bytes, found)) {
        return found;
      }
      i = found + 1;
    }
    return -1;
  }

  /** Returns the first place before {@code end} whose two rarest bytes fit; -1 if none do. */
  private int pair(byte[] bytes, int from, int end) {
    int oneOffset = oneAt;
    int otherOffset = otherAt;
    int i = from;
    // the longs may reach beyond the run, and not beyond the array
    int last = Math.min(end, bytes.length - run.length - 2 * Long.BYTES) - 2 * Long.BYTES;
    while (i <= last) {
      long first = marks(bytes, i + oneOffset, i + otherOffset);
      long second = marks(bytes, i + Long.BYTES + oneOffset, i + Long.BYTES + otherOffset);
      if (((first | second) & HIGH_BITS) != 0) {
        long found = first & HIGH_BITS;
        return found != 0
            ? i + Long.numberOfTrailingZeros(found) / Byte.SIZE
            : i + Long.BYTES + Long.numberOfTrailingZeros(second & HIGH_BITS) / Byte.SIZE;
      }
      i += 2 * Long.BYTES;
    }
    while (i < end) {
      if (run[oneOffset].has(bytes[i + oneOffset] & 0xff)) {
        return i;
      }
      i++;
    }
    return -1;
  }

  /** Returns a word whose lowest high bit belongs to the first of eight places that fits. */
  private long marks(byte[] bytes, int oneIndex, int otherIndex) {
    long differences = (((long) LONGS.get(bytes, oneIndex) | oneMask) ^ one)
        | (((long) LONGS.get(bytes, otherIndex) | otherMask) ^ other);
    return (differences - ONES) & ~differences;
  }

  private boolean isAt(byte[] bytes, int at) {
    for (int i = 0; i < run.length; i++) {
      if (!run[i].has(bytes[at + i] & 0xff)) {
        return false;
      }
    }
    return true;
  }
}
