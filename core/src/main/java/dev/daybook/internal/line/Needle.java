package dev.daybook.internal.line;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A search for a few bytes, as Horspool has it: of the bytes that it passes, it looks at one in
 * each length of what it searches for. Immutable; any thread.
 */
public final class Needle {

  /** The character that stands for any of the hexadecimal digits as Daybook writes them. */
  public static final char HEX_DIGIT = '\0';

  private final byte[] bytes;
  private final int[] shifts = new int[256];

  /** @param text ASCII, of two characters at least; the last is no {@link #HEX_DIGIT} */
  public Needle(String text) {
    this.bytes = text.getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(shifts, bytes.length);
    for (int i = 0; i < bytes.length - 1; i++) {
      int shift = bytes.length - 1 - i;
      shifts[bytes[i]] = shift;
      for (int digit = 0; bytes[i] == HEX_DIGIT && digit < shifts.length; digit++) {
        shifts[digit] = isHexDigit((byte) digit) ? shift : shifts[digit];
      }
    }
  }

  /** Returns the index of the first occurrence in {@code [from, to)}, or -1. */
  public int in(byte[] text, int from, int to) {
    int last = bytes.length - 1;
    byte wanted = bytes[last];
    int at = from + last;
    while (at < to) {
      byte b = text[at];
      if (b == wanted && isAt(text, at - last)) {
        return at - last;
      }
      at += shifts[b & 0xff];
    }
    return -1;
  }

  /** Compares from the end, where it differs soonest. */
  private boolean isAt(byte[] text, int start) {
    for (int i = bytes.length - 2; i >= 0; i--) {
      byte b = text[start + i];
      if (b != bytes[i] && !(bytes[i] == HEX_DIGIT && isHexDigit(b))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHexDigit(byte b) {
    return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f');
  }
}
