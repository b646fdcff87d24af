package dev.daybook.internal.json.fast;

/**
 * The chars that are escaped in strings although JSON allows them as they are: a terminal obeys
 * them. They are DEL and the C1 controls, the line and paragraph separators, and the chars that
 * turn the direction of writing. So a line of a session can be shown as it stands in its file.
 */
public final class EscapedChars {

  private static final char DEL = 0x7f;
  private static final char LAST = 0x2069;

  private EscapedChars() {}

  /** Returns true if the char is one of them. */
  public static boolean has(char c) {
    return c < 0x2000
        ? (c >= DEL && c <= 0x9f) || c == 0x061c
        : c <= LAST && (c >= 0x2066 || (c >= 0x2028 && c <= 0x202e) || c == 0x200e || c == 0x200f);
  }

  /** Returns true if the text has one of them. */
  public static boolean isIn(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (has(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
