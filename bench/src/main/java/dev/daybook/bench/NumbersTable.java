package dev.daybook.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Every score and reading as a table in Markdown, and its ratio to the first row of the same
 * benchmark and number, since only ratios travel from one machine to another.
 */
final class NumbersTable {

  /** Kept in JMH's file only: they would hide the numbers that answer a question. */
  private static final Pattern LEFT_OUT =
      Pattern.compile("gc\\.(?!alloc\\.rate\\.norm).*|timer\\.(?!p50).*");

  /** The least number that has a ratio. */
  private static final double MIN_FIRST = 0.01;

  private final MarkdownTable table = new MarkdownTable(
      "benchmark", "parameters", "mode", "number", "value:", "±:", "unit", "ratio:");
  private final Map<String, Double> firsts = new HashMap<>();

  private NumbersTable() {}

  static String of(List<Measured> all) {
    NumbersTable numbers = new NumbersTable();
    for (Measured each : all) {
      numbers.addRow(each, Measured.SCORE, each.numbers().get(Measured.SCORE));
      each.numbers().forEach((name, figure) -> {
        if (!name.equals(Measured.SCORE) && !LEFT_OUT.matcher(name).matches()) {
          numbers.addRow(each, name, figure);
        }
      });
    }
    return numbers.table.toString();
  }

  private void addRow(Measured of, String number, Figure figure) {
    String name = of.benchmark() + "." + of.method();
    double first = firsts.computeIfAbsent(name + of.mode() + number, key -> figure.value());
    table.row(
        name,
        Measured.text(of.params()),
        of.mode(),
        number,
        Figure.text(figure.value()),
        Figure.text(figure.error()),
        figure.unit(),
        first < MIN_FIRST ? "" : Figure.text(figure.value() / first));
  }
}
