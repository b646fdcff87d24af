package dev.daybook.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rows of text in columns as wide as their widest cell on a terminal, where an ideograph or an
 * emoji takes two places and an accent none. The last column is not filled up.
 */
final class TextColumns {

  private static final String BETWEEN = "  ";

  /** How many places a column that is cut keeps. */
  private static final int MIN_CUT = 6;

  private final List<List<String>> rows = new ArrayList<>();
  private final List<Integer> widths = new ArrayList<>();

  void add(List<String> row) {
    rows.add(List.copyOf(row));
    for (int i = 0; i < row.size(); i++) {
      if (i == widths.size()) {
        widths.add(0);
      }
      widths.set(i, Math.max(widths.get(i), width(row.get(i))));
    }
  }

  /**
   * The rows, each on a line that fits the width: what is too much is cut from the widest of the
   * columns that may be cut, each of which keeps some places.
   */
  String text(int width, List<Integer> cuttable) {
    fit(width, cuttable);
    rows.replaceAll(row -> cut(row, cuttable));
    return text();
  }

  /** How wide a column is. */
  int widthOf(int column) {
    return widths.get(column);
  }

  /** Makes columns that may be cut narrower until all fit the width. */
  void fit(int width, List<Integer> cuttable) {
    while (total() > width) {
      int widest = cuttable.stream().max(Comparator.comparing(widths::get)).orElseThrow();
      int least = Math.max(MIN_CUT, widths.get(widest) - (total() - width));
      if (least >= widths.get(widest)) {
        break;
      }
      int next = cuttable.stream()
          .filter(column -> column != widest)
          .mapToInt(widths::get)
          .max()
          .orElse(0);
      // no column is cut below another one that may be cut as well
      widths.set(widest, Math.max(least, Math.min(widths.get(widest) - 1, next)));
    }
  }

  /** Puts another text into a cell; it is cut to the column as it is. */
  void set(int row, int column, String text) {
    List<String> cells = new ArrayList<>(rows.get(row));
    cells.set(column, cut(text, widths.get(column)));
    rows.set(row, cells);
  }

  private int total() {
    return widths.stream().mapToInt(Integer::intValue).sum()
        + BETWEEN.length() * (widths.size() - 1);
  }

  private List<String> cut(List<String> row, List<Integer> cuttable) {
    List<String> cut = new ArrayList<>(row);
    for (int column : cuttable) {
      if (column < cut.size()) {
        cut.set(column, cut(cut.get(column), widths.get(column)));
      }
    }
    return cut;
  }

  /** A text without colours, so short that it takes no more places than that. */
  static String cut(String text, int places) {
    if (width(text) <= places) {
      return text;
    }
    int used = 1;
    int to = 0;
    while (to < text.length()) {
      int letter = text.codePointAt(to);
      used += width(letter);
      if (used > places) {
        break;
      }
      to += Character.charCount(letter);
    }
    return text.substring(0, to).stripTrailing() + "…";
  }

  /** The rows, each on a line. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        text.append(row.get(i));
        if (i + 1 < row.size()) {
          text.append(" ".repeat(widths.get(i) - width(row.get(i)))).append(BETWEEN);
        }
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** How many places the text takes, colours none. */
  static int width(String text) {
    return text.replaceAll("\u001b\\[[0-9;]*m", "")
        .codePoints()
        .map(TextColumns::width)
        .sum();
  }

  /** How many places a code point takes. */
  static int width(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  /** The wide and fullwidth blocks of Unicode Standard Annex 11, roughly, and emoji. */
  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115f)
        || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
        || (c >= 0xac00 && c <= 0xd7a3)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xfe30 && c <= 0xfe6f)
        || (c >= 0xff00 && c <= 0xff60)
        || (c >= 0xffe0 && c <= 0xffe6)
        || (c >= 0x1f300 && c <= 0x1f64f)
        || (c >= 0x1f680 && c <= 0x1f6ff)
        || (c >= 0x1f900 && c <= 0x1faff)
        || (c >= 0x20000 && c <= 0x3fffd);
  }
}
