package dev.daybook.event;

/**
 * JSON text of several lines as one line: without the white space between its tokens. It looks at
 * strings and white space alone, and leaves text as it is that is no JSON because something else
 * than a comma or a colon parts two tokens, or a string does not end or has a line break in it: who
 * records it is then told where.
 */
final class OneLine {

  private static final String PARTS_TOKENS = "{}[],:\"";

  private OneLine() {}

  static String of(String text) {
    return text.indexOf('\n') < 0 ? text : joined(text);
  }

  private static String joined(String text) {
    StringBuilder line = new StringBuilder(text.length());
    boolean isInString = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isInString) {
        if (c == '\n') {
          return text;
        }
        line.append(c);
        if (c == '\\' && i + 1 < text.length()) {
          line.append(text.charAt(++i));
        }
        isInString = c != '"';
      } else if (!Json.isSpace(c)) {
        if (fuses(text, i, line)) {
          return text;
        }
        line.append(c);
        isInString = c == '"';
      }
    }
    return isInString ? text : line.toString();
  }

  /** Whether the space before that char was all that parted a number or a word from another. */
  private static boolean fuses(String text, int at, StringBuilder line) {
    return !line.isEmpty()
        && Json.isSpace(text.charAt(at - 1))
        && PARTS_TOKENS.indexOf(text.charAt(at)) < 0
        && PARTS_TOKENS.indexOf(line.charAt(line.length() - 1)) < 0;
  }
}
