package dev.daybook.cli;

import java.util.HexFormat;

/**
 * Text that a terminal can only show. A character that would move its cursor, change its colours,
 * turn the direction of writing or break its UTF-8 stands there by its number, as {@code <U+001B>}.
 */
final class HarmlessText {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private HarmlessText() {}

  /** Returns the text on one line. */
  static String line(String text) {
    return harmless(text, "");
  }

  /** Returns the text on as many lines as it has, whatever ends them; tabs stay too. */
  static String block(String text) {
    return harmless(text.replace("\r\n", "\n"), "\n\t");
  }

  /** Returns JSON on one line, where every harmful character has an escape that means the same. */
  static String json(String json) {
    return replaced(json, "", "\\u", "");
  }

  private static String harmless(String text, String kept) {
    return replaced(text, kept, "<U+", ">");
  }

  private static String replaced(String text, String kept, String before, String after) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(c -> {
      if (isHarmful(c) && kept.indexOf(c) < 0) {
        // all of them have four digits
        shown.append(before).append(HEX.toHexDigits((char) c)).append(after);
      } else {
        shown.appendCodePoint(c);
      }
    });
    return shown.toString();
  }

  private static boolean isHarmful(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE -> true;
      case Character.FORMAT -> turnsDirection(c);
      default -> false;
    };
  }

  /**
   * Returns true for the marks, embeddings, overrides and isolates of the bidirectional algorithm.
   */
  private static boolean turnsDirection(int c) {
    return c == 0x061c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
