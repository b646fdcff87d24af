package dev.daybook.internal.catalog;

/**
 * The subject of a text, on one line: its first words.
 *
 * @param limit the code points that it may have, the dots not counted
 */
record Title(int limit) {

  /** The titles of lists. */
  static final Title OF_LISTS = new Title(60);

  /** The titles that distinguish what begins alike. */
  static final Title OF_OPENINGS = new Title(1000);

  private static final String DOTS = "...";

  /**
   * Returns the text's first words, one space between them, and dots if there are more.
   *
   * @param isWhole true if the text is all there, false if it goes on
   */
  String of(String text, boolean isWhole) {
    String line = line(text);
    if (line.codePointCount(0, line.length()) <= limit) {
      return isWhole || line.isEmpty() ? line : line + DOTS;
    }
    String cut = line.substring(0, line.offsetByCodePoints(0, limit));
    int space = cut.lastIndexOf(' ');
    return (space > 0 ? cut.substring(0, space) : cut) + DOTS;
  }

  /** Returns true if the beginning of a text has all of its title. */
  boolean isIn(String beginning) {
    String line = line(beginning);
    return line.codePointCount(0, line.length()) > limit;
  }

  /** Returns as much of the text as a title can need, however long the text is. */
  private String line(String text) {
    StringBuilder line = new StringBuilder();
    int length = 0;
    boolean isBehindSpace = false;
    for (int i = 0; i < text.length() && length <= limit; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isSpace(c)) {
        isBehindSpace = length > 0;
        continue;
      }
      if (isBehindSpace) {
        line.append(' ');
        length++;
        isBehindSpace = false;
      }
      line.appendCodePoint(c);
      length++;
    }
    return line.toString();
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }
}
