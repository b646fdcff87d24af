package dev.daybook.bench;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * All numbers that were measured of one variant of a benchmark.
 *
 * @param benchmark the benchmark's class, without its package
 * @param method the benchmark's method
 * @param mode JMH's mode, {@code thrpt} or {@code avgt} or another
 * @param params the variant: JMH's parameters in the order of their names
 * @param numbers by name; {@value #SCORE} is the benchmark's own, others are secondary results
 */
record Measured(
    String benchmark,
    String method,
    String mode,
    Map<String, String> params,
    Map<String, Figure> numbers) {

  static final String SCORE = "score";

  /** The parameters as on a command line: {@code producers=2 sink=DAYBOOK}. */
  static String text(Map<String, String> params) {
    return params.entrySet().stream()
        .map(param -> param.getKey() + "=" + param.getValue())
        .collect(Collectors.joining(" "));
  }
}
