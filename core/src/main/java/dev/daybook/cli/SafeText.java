package dev.daybook.cli;

import java.util.Locale;

/** Text out of a file that cannot move a terminal's cursor, break a line or pass for other text. */
final class SafeText {

  private SafeText() {}

  /** The text, with what does not show replaced by its escape, as JSON and Java write it. */
  static String of(String text) {
    if (text.codePoints().allMatch(SafeText::shows)) {
      return text;
    }
    StringBuilder safe = new StringBuilder();
    text.codePoints().forEach(c -> {
      if (shows(c)) {
        safe.appendCodePoint(c);
      } else {
        for (char unit : Character.toChars(c)) {
          safe.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
        }
      }
    });
    return safe.toString();
  }

  private static boolean shows(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
  }
}
