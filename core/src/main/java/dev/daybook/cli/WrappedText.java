package dev.daybook.cli;

import java.util.ArrayList;
import java.util.List;

/** A breaker of text between words, so that it fits a width in places of a terminal. */
final class WrappedText {

  private WrappedText() {}

  /**
   * Returns the lines of a text without line feeds; at least one. Spaces at a break go; a word that
   * is wider than a line alone is broken where the line ends.
   */
  static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    int end = fitting(text, from, width);
    while (end < text.length()) {
      int space = text.charAt(end) == ' ' ? end : text.lastIndexOf(' ', end - 1);
      boolean isBetweenWords = space > from && !text.substring(from, space).isBlank();
      int to = isBetweenWords ? space : end;
      lines.add(text.substring(from, to).stripTrailing());
      from = to;
      while (isBetweenWords && from < text.length() && text.charAt(from) == ' ') {
        from++;
      }
      end = fitting(text, from, width);
    }
    if (from < text.length() || lines.isEmpty()) {
      lines.add(text.substring(from));
    }
    return lines;
  }

  /** Returns the latest end of the line that begins there: behind one letter at least. */
  private static int fitting(String text, int from, int width) {
    int used = 0;
    int i = from;
    while (i < text.length()) {
      int letter = text.codePointAt(i);
      used += TextColumns.width(letter);
      if (used > width && i > from) {
        return i;
      }
      i += Character.charCount(letter);
    }
    return i;
  }
}
