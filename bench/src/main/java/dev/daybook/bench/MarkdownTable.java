package dev.daybook.bench;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown whose columns are aligned in plain text too. */
final class MarkdownTable {

  private final List<String> head = new ArrayList<>();
  private final List<Boolean> right = new ArrayList<>();
  private final List<String[]> rows = new ArrayList<>();

  /** The columns' names; one that ends with a colon has numbers, which stand at the right. */
  MarkdownTable(String... columns) {
    for (String column : columns) {
      boolean numbers = column.endsWith(":");
      right.add(numbers);
      head.add(numbers ? column.substring(0, column.length() - 1) : column);
    }
  }

  void row(String... cells) {
    if (cells.length != head.size()) {
      throw new IllegalArgumentException(
          "wrong_number_of_cells: cells=" + cells.length + ", columns=" + head.size());
    }
    rows.add(cells);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    line(text, head.toArray(String[]::new));
    for (int i = 0; i < head.size(); i++) {
      int dashes = width(i) + 2;
      text.append('|').append("-".repeat(right.get(i) ? dashes - 1 : dashes));
      text.append(right.get(i) ? ":" : "");
    }
    text.append("|\n");
    rows.forEach(row -> line(text, row));
    return text.toString();
  }

  private void line(StringBuilder text, String[] cells) {
    for (int i = 0; i < cells.length; i++) {
      String space = " ".repeat(width(i) - cells[i].length());
      text.append("| ")
          .append(right.get(i) ? space + cells[i] : cells[i] + space)
          .append(' ');
    }
    text.append("|\n");
  }

  private int width(int column) {
    int longest = head.get(column).length();
    for (String[] row : rows) {
      longest = Math.max(longest, row[column].length());
    }
    return longest;
  }
}
