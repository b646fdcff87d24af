package dev.daybook.internal.exchange;

/** A hash of texts that are compared later, and not kept until then. */
final class TextHash {

  private static final int HALF = 32;

  private TextHash() {}

  static long of(String text) {
    return (long) text.hashCode() << HALF | text.length();
  }
}
