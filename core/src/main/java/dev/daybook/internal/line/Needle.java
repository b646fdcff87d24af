package dev.daybook.internal.line;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A search for a few bytes, as Horspool has it: of the bytes that it passes, it looks at one in
 * each length of what it searches for. Immutable; any thread.
 */
public final class Needle {

  private final byte[] bytes;
  private final int[] shifts = new int[256];

  /** @param text ASCII, of two characters at least */
  public Needle(String text) {
    this.bytes = text.getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(shifts, bytes.length);
    for (int i = 0; i < bytes.length - 1; i++) {
      shifts[bytes[i]] = bytes.length - 1 - i;
    }
  }

  /** Returns the index of the first occurrence in {@code [from, to)}, or -1. */
  public int in(byte[] text, int from, int to) {
    int last = bytes.length - 1;
    byte wanted = bytes[last];
    int at = from + last;
    while (at < to) {
      byte b = text[at];
      if (b == wanted && Arrays.equals(text, at - last, at, bytes, 0, last)) {
        return at - last;
      }
      at += shifts[b & 0xff];
    }
    return -1;
  }
}
