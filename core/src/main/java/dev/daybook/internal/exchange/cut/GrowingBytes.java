package dev.daybook.internal.exchange.cut;

import java.util.Arrays;

/** A growing sequence of bytes with a limit; what is beyond it is counted and not kept. */
final class GrowingBytes {

  private static final int FIRST_BYTES = 1 << 13;

  private final int maxBytes;
  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;
  private long beyond;

  GrowingBytes(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  void add(byte[] source, int from, int to) {
    int added = (int) Math.min(to - from, (long) maxBytes - length);
    if (added > bytes.length - length) {
      long room = Math.min(maxBytes, Math.max(2L * bytes.length, (long) length + added));
      bytes = Arrays.copyOf(bytes, (int) room);
    }
    System.arraycopy(source, from, bytes, length, added);
    length += added;
    beyond += to - from - added;
  }

  void add(byte value) {
    if (length == maxBytes) {
      beyond++;
      return;
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes, 2L * bytes.length));
    }
    bytes[length++] = value;
  }

  /** Returns the array that holds them, from 0 to {@link #length}. */
  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Returns the number of all bytes added, those that were not kept included. */
  long total() {
    return length + beyond;
  }

  boolean isTooLong() {
    return beyond > 0;
  }

  boolean isEmpty() {
    return length == 0;
  }

  void clear() {
    length = 0;
    beyond = 0;
    if (bytes.length > FIRST_BYTES << 7) {
      bytes = new byte[FIRST_BYTES];
    }
  }
}
