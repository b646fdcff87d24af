package dev.daybook.cli;

/**
 * A harmless text, cut to a length that a person looks over. It is never cut between two halves of
 * a letter.
 */
final class ShortText {

  private static final String MORE = "…";

  private ShortText() {}

  /** Returns the text on one line, with one space for any white space. */
  static String line(String text, int mostLetters) {
    StringBuilder line = new StringBuilder();
    int letters = 0;
    boolean isSpace = false;
    for (int i = 0; i < text.length(); ) {
      int letter = text.codePointAt(i);
      i += Character.charCount(letter);
      if (Character.isWhitespace(letter)) {
        isSpace = letters > 0;
        continue;
      }
      if (letters + (isSpace ? 1 : 0) >= mostLetters) {
        return HarmlessText.line(line.toString()) + MORE;
      }
      letters += isSpace ? 2 : 1;
      line.append(isSpace ? " " : "").appendCodePoint(letter);
      isSpace = false;
    }
    return HarmlessText.line(line.toString());
  }

  /** Returns the beginning of a text, of so many letters, as it is. */
  static String start(String text, int mostLetters) {
    if (text.codePointCount(0, text.length()) <= mostLetters) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, mostLetters)) + MORE;
  }
}
