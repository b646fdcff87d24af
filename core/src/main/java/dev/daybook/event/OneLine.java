package dev.daybook.event;

/**
 * The joiner of JSON text of several lines into one, without the white space between its tokens. It
 * looks at strings and white space alone. It leaves text unchanged in which white space alone parts
 * two numbers or words, or a string does not end or contains a line break. Such text is not JSON;
 * recording it then reports the position.
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

  /**
   * Returns true if white space alone parts the number or word at that char from the one before.
   */
  private static boolean fuses(String text, int at, StringBuilder line) {
    return !line.isEmpty()
        && Json.isSpace(text.charAt(at - 1))
        && PARTS_TOKENS.indexOf(text.charAt(at)) < 0
        && PARTS_TOKENS.indexOf(line.charAt(line.length() - 1)) < 0;
  }
}
