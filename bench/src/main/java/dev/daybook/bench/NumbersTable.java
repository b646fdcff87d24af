package dev.daybook.bench;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * JMH's results as a table in Markdown: every score and reading, and its ratio to the first row of
 * the same benchmark and number, since only ratios travel from one machine to another.
 */
final class NumbersTable {

  private static final String HEAD = """
      | benchmark | parameters | mode | number | value | ± | unit | ratio |
      |---|---|---|---|--:|--:|---|--:|
      """;

  /** Kept in JMH's file only: they would hide the numbers that answer a question. */
  private static final Pattern LEFT_OUT =
      Pattern.compile("gc\\.(?!alloc\\.rate\\.norm).*|timer\\.(?!p50).*");

  /** What is nearly nothing has no ratio. */
  private static final double LEAST_FIRST = 0.01;

  private final StringBuilder text = new StringBuilder(HEAD);
  private final Map<String, Double> firsts = new HashMap<>();

  private NumbersTable() {}

  static String of(Collection<RunResult> results) {
    NumbersTable table = new NumbersTable();
    for (RunResult run : results) {
      table.addRow(run.getParams(), "score", run.getPrimaryResult());
      for (Map.Entry<String, Result> reading :
          new TreeMap<>(run.getSecondaryResults()).entrySet()) {
        if (!LEFT_OUT.matcher(reading.getKey()).matches()) {
          table.addRow(run.getParams(), reading.getKey(), reading.getValue());
        }
      }
    }
    return table.text.toString();
  }

  private void addRow(BenchmarkParams params, String number, Result<?> result) {
    String name = params.getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
    String mode = params.getMode().shortLabel();
    double value = result.getScore();
    // threads8 is compared with threads1
    String family = name.replaceFirst("\\d+$", "");
    double first = firsts.computeIfAbsent(family + mode + number, key -> value);
    text.append("| ").append(name).append(" | ").append(parameters(params));
    text.append(" | ").append(mode).append(" | ").append(number).append(" | ");
    text.append(rounded(value)).append(" | ").append(rounded(result.getScoreError()));
    text.append(" | ").append(unit(number, result)).append(" | ");
    text.append(first < LEAST_FIRST ? "" : rounded(value / first)).append(" |\n");
  }

  private static String parameters(BenchmarkParams params) {
    StringBuilder pairs = new StringBuilder();
    for (String key : params.getParamsKeys()) {
      pairs.append(key).append('=').append(params.getParam(key)).append(' ');
    }
    return pairs.toString().trim();
  }

  private static String unit(String number, Result<?> result) {
    // JMH has one unit for all of its own counters
    return number.equals("megabytes") ? "MB/s" : result.getScoreUnit();
  }

  private static String rounded(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%.3f", value);
  }
}
