package dev.daybook.internal.exchange;

import java.util.Locale;

/** The names of kinds in foreign files, in the form of Daybook's types. */
final class ForeignName {

  private static final int MAX_CHARS = 80;

  private ForeignName() {}

  /**
   * Returns a name in snake_case: {@code session.modelChange} is {@code session_model_change}.
   * Never empty, and never longer than a name that people would give.
   */
  static String snake(String name) {
    StringBuilder snake = new StringBuilder();
    char before = '_';
    for (int i = 0; i < name.length() && snake.length() < MAX_CHARS; i++) {
      char c = name.charAt(i);
      boolean isWord = isLower(c) || isUpper(c) || (c >= '0' && c <= '9');
      boolean beginsWord = isUpper(c) && isLower(before);
      if ((!isWord || beginsWord) && !snake.isEmpty() && snake.charAt(snake.length() - 1) != '_') {
        snake.append('_');
      }
      if (isWord) {
        snake.append(String.valueOf(c).toLowerCase(Locale.ROOT));
      }
      before = c;
    }
    int end = snake.length();
    while (end > 0 && snake.charAt(end - 1) == '_') {
      end--;
    }
    return end == 0 ? "unnamed" : snake.substring(0, end);
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
