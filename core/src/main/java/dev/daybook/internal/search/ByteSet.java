package dev.daybook.internal.search;

/** A set of bytes. */
final class ByteSet {

  private final boolean[] has = new boolean[256];

  static ByteSet of(int... bytes) {
    ByteSet set = new ByteSet();
    for (int b : bytes) {
      set.add(b);
    }
    return set;
  }

  void add(int b) {
    has[b] = true;
  }

  void addAll(ByteSet other) {
    for (int b = 0; b < has.length; b++) {
      has[b] |= other.has[b];
    }
  }

  boolean has(int b) {
    return has[b];
  }

  /** Returns one of its bytes. */
  int any() {
    int b = 0;
    while (!has[b]) {
      b++;
    }
    return b;
  }

  /** Returns the bits in which its bytes differ. */
  int differences() {
    int differences = 0;
    for (int b = 0; b < has.length; b++) {
      if (has[b]) {
        differences |= b ^ any();
      }
    }
    return differences;
  }
}
