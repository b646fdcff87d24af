package dev.daybook.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows of text in columns as wide as their widest cell on a terminal, where an ideograph or an
 * emoji takes two places and an accent none. The last column is not filled up.
 */
final class TextColumns {

  private static final String BETWEEN = "  ";

  /** The places that a column which is cut keeps. */
  private static final int MIN_CUT = 6;

  private static final int TAB = 8;
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private final List<List<String>> rows = new ArrayList<>();
  private final List<Integer> widths = new ArrayList<>();
  private final Set<Integer> leftOut = new HashSet<>();

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
   * Returns the rows, each on a line that fits the width: what is too much is cut from the widest
   * of the columns that may be cut, each of which keeps some places.
   */
  String text(int width, List<Integer> cuttable) {
    fit(width, cuttable);
    rows.replaceAll(row -> cut(row, cuttable));
    return text();
  }

  /** Returns the width of a column. */
  int widthOf(int column) {
    return widths.get(column);
  }

  /**
   * Leaves out columns, in that order, for which there is no room even if others are cut as far as
   * they may be. The numbers of the others stay.
   */
  void leaveOut(int width, List<Integer> cuttable, List<Integer> dispensable) {
    for (int column : dispensable) {
      if (total(cuttable) <= width) {
        return;
      }
      leftOut.add(column);
    }
  }

  /** Makes columns that may be cut narrower until all fit the width. */
  void fit(int width, List<Integer> cuttable) {
    List<Integer> shown = cuttable.stream()
        .filter(column -> column < widths.size() && !leftOut.contains(column))
        .toList();
    while (total(List.of()) > width) {
      int widest = shown.stream().max(Comparator.comparing(widths::get)).orElseThrow();
      int least = Math.max(MIN_CUT, widths.get(widest) - (total(List.of()) - width));
      if (least >= widths.get(widest)) {
        break;
      }
      int next = shown.stream()
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

  /** Returns the width of a row, with columns cut as far as they may be. */
  private int total(List<Integer> cut) {
    int total = -BETWEEN.length();
    for (int i = 0; i < widths.size(); i++) {
      if (!leftOut.contains(i)) {
        int width = widths.get(i);
        total += BETWEEN.length() + (cut.contains(i) ? Math.min(MIN_CUT, width) : width);
      }
    }
    return total;
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

  /** Returns the text cut to so many places at most; its colours end with it. */
  static String cut(String text, int places) {
    if (width(text) <= places) {
      return text;
    }
    Matcher colour = COLOUR.matcher(text);
    boolean isColoured = false;
    int used = 1;
    int to = 0;
    while (to < text.length()) {
      if (colour.region(to, text.length()).lookingAt()) {
        isColoured = !colour.group().equals(Colours.RESET);
        to = colour.end();
        continue;
      }
      int letter = text.codePointAt(to);
      used += width(letter);
      if (used > places) {
        break;
      }
      to += Character.charCount(letter);
    }
    return text.substring(0, to).stripTrailing() + "…" + (isColoured ? Colours.RESET : "");
  }

  /** Returns the rows, each on a line. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      int filled = 0;
      for (int i = 0; i < row.size(); i++) {
        if (!leftOut.contains(i)) {
          text.append(" ".repeat(filled)).append(row.get(i));
          filled = widths.get(i) - width(row.get(i)) + BETWEEN.length();
        }
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** Returns the places that the text takes, colours none. */
  static int width(String text) {
    return COLOUR
        .matcher(text)
        .replaceAll("")
        .codePoints()
        .map(TextColumns::width)
        .sum();
  }

  /** Returns the places that a code point takes; a tab up to eight. */
  static int width(int c) {
    if (c == '\t') {
      return TAB;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  /**
   * Returns true for the wide and fullwidth blocks of Unicode Standard Annex 11, roughly, and
   * emoji.
   */
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
