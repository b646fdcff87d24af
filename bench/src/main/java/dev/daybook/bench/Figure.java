package dev.daybook.bench;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number that was measured, as JMH's file has it.
 *
 * @param value the mean of a fork's iterations, of several forks the median; or what else the
 *     number's own rule makes of them
 * @param error half of JMH's confidence interval; NaN where there is none, and with a median
 * @param least the least of the iterations
 * @param most the most of the iterations
 * @param unit as JMH has it: {@code ops/s}, {@code ns/op}, or a reading's own
 */
record Figure(double value, double error, double least, double most, String unit) {

  /** A rate has something before the time, a duration may have something after it. */
  private static final Pattern TIMED = Pattern.compile("(\\w+/)?(ns|us|ms|s)(/\\w+)?");

  private static final Map<String, Double> NANOS =
      Map.of("ns", 1.0, "us", 1e3, "ms", 1e6, "s", 1e9);

  /**
   * Returns true for a rate; all else that is measured, time or memory, is better when it is less.
   */
  boolean moreIsBetter() {
    return isRate(unit);
  }

  /** The value in another unit of time; a rate becomes a duration and the other way round. */
  double in(String wanted) {
    Matcher from = TIMED.matcher(unit);
    Matcher to = TIMED.matcher(wanted);
    if (unit.equals(wanted) || !from.matches() || !to.matches()) {
      return value;
    }
    double fromNanos = NANOS.get(from.group(2));
    double toNanos = NANOS.get(to.group(2));
    double nanos = isRate(unit) ? fromNanos / value : value * fromNanos;
    return isRate(wanted) ? toNanos / nanos : nanos / toNanos;
  }

  /** Three digits, or all before the point; nothing for what is no number. */
  static String text(double number) {
    if (!Double.isFinite(number)) {
      return "";
    }
    double size = Math.abs(number);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, number);
  }

  private static boolean isRate(String unit) {
    Matcher timed = TIMED.matcher(unit);
    return timed.matches() && timed.group(1) != null;
  }
}
