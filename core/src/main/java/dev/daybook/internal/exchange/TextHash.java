package dev.daybook.internal.exchange;

/** A hash of texts that keeps apart as many as a file can hold, where the texts are not kept. */
final class TextHash {

  private static final long PRIME = 0x100000001b3L;
  private static final long SEED = 0xcbf29ce484222325L;
  private static final int MIX = 32;

  private TextHash() {}

  static long of(String text) {
    long hash = SEED;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
      hash ^= hash >>> MIX;
    }
    return hash;
  }
}
