package dev.daybook.internal.usage;

import java.util.Arrays;

/**
 * A table of numbers under the hashes of entries, of 24 to 48 bytes for each. The first number
 * under a hash stays. Belongs to one thread.
 */
final class Marks {

  private static final int FIRST_SIZE = 1 << 6;
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  /** The hashes; 0 stands for none. */
  private long[] hashes = new long[FIRST_SIZE];

  private int[] numbers = new int[FIRST_SIZE];
  private int size;

  /** Returns the number under that hash, which is this one if there was none. */
  int putIfAbsent(long hash, int number) {
    if (2 * size > hashes.length) {
      grow();
    }
    int at = place(hash);
    if (hashes[at] == 0) {
      hashes[at] = hash;
      numbers[at] = number;
      size++;
    }
    return numbers[at];
  }

  boolean contains(long hash) {
    return hashes[place(hash)] != 0;
  }

  private int place(long hash) {
    int last = hashes.length - 1;
    int at = (int) ((hash * SPREAD) >>> 32) & last;
    while (hashes[at] != 0 && hashes[at] != hash) {
      at = (at + 1) & last;
    }
    return at;
  }

  private void grow() {
    long[] oldHashes = hashes;
    int[] oldNumbers = numbers;
    hashes = new long[2 * oldHashes.length];
    numbers = new int[hashes.length];
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldHashes[i] != 0) {
        int at = place(oldHashes[i]);
        hashes[at] = oldHashes[i];
        numbers[at] = oldNumbers[i];
      }
    }
  }

  /** A list of hashes, which grows. */
  static final class Row {
    private long[] hashes = {};
    private int size;

    void add(long hash) {
      if (size == hashes.length) {
        hashes = Arrays.copyOf(hashes, Math.max(8, size + (size >> 1)));
      }
      hashes[size++] = hash;
    }

    int size() {
      return size;
    }

    long get(int index) {
      return hashes[index];
    }
  }
}
