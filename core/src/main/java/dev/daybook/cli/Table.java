package dev.daybook.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows of text in columns as wide as their widest cell on a terminal, where an ideograph or an
 * emoji takes two places and an accent none. The last column is not filled up.
 */
final class Table {

  private static final String BETWEEN = "  ";

  /** The places that a column which is cut keeps. */
  private static final int MIN_CUT = 6;

  private final List<List<String>> rows = new ArrayList<>();
  private final List<Integer> widths = new ArrayList<>();
  private final Set<Integer> leftOut = new HashSet<>();

  void add(List<String> row) {
    rows.add(List.copyOf(row));
    for (int i = 0; i < row.size(); i++) {
      if (i == widths.size()) {
        widths.add(0);
      }
      widths.set(i, Math.max(widths.get(i), Text.width(row.get(i))));
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

  /** Leaves out a column. */
  void leaveOut(int column) {
    leftOut.add(column);
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
    cells.set(column, Text.cut(text, widths.get(column)));
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
        cut.set(column, Text.cut(cut.get(column), widths.get(column)));
      }
    }
    return cut;
  }

  /** Returns the rows, each on a line. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      int filled = 0;
      for (int i = 0; i < row.size(); i++) {
        if (!leftOut.contains(i)) {
          text.append(" ".repeat(filled)).append(row.get(i));
          filled = widths.get(i) - Text.width(row.get(i)) + BETWEEN.length();
        }
      }
      text.append('\n');
    }
    return text.toString();
  }
}
