package dev.daybook.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what JMH wrote. All tables and charts are made of this file alone, now or later. */
final class ResultFile {

  static final String NAME = "result.json";

  private static final JsonFactory JSON = new JsonFactory();

  /** The part of a mean by which another way to add up may differ. */
  private static final double ROUNDING = 1e-9;

  private final JsonParser parser;

  private ResultFile(JsonParser parser) {
    this.parser = parser;
  }

  static List<Measured> read(Path file) throws IOException {
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      return new ResultFile(parser).all();
    }
  }

  private List<Measured> all() throws IOException {
    List<Measured> all = new ArrayList<>();
    parser.nextToken();
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      all.add(one());
    }
    return all;
  }

  private Measured one() throws IOException {
    String name = "";
    String mode = "";
    Map<String, String> params = new TreeMap<>();
    Map<String, Figure> numbers = new TreeMap<>();
    while (nextField()) {
      switch (parser.currentName()) {
        case "benchmark" -> name = parser.getText();
        case "mode" -> mode = parser.getText();
        case "params" -> {
          while (nextField()) {
            params.put(parser.currentName(), parser.getText());
          }
        }
        case "primaryMetric" -> numbers.put(Measured.SCORE, figure(Measured.SCORE));
        case "secondaryMetrics" -> {
          while (nextField()) {
            String number = parser.currentName();
            numbers.put(number, figure(number));
          }
        }
        default -> parser.skipChildren();
      }
    }
    int method = name.lastIndexOf('.');
    int type = name.lastIndexOf('.', method - 1);
    return new Measured(
        name.substring(type + 1, method), name.substring(method + 1), mode, params, numbers);
  }

  private Figure figure(String number) throws IOException {
    double value = Double.NaN;
    double error = Double.NaN;
    double least = Double.NaN;
    double most = Double.NaN;
    String unit = "";
    List<Double> forks = List.of();
    while (nextField()) {
      switch (parser.currentName()) {
        case "score" -> value = number();
        case "rawData" -> forks = meansOfForks();
        case "scoreError" -> error = number();
        case "scoreUnit" -> unit = parser.getText();
        case "scorePercentiles" -> {
          while (nextField()) {
            switch (parser.currentName()) {
              case "0.0" -> least = number();
              case "100.0" -> most = number();
              default -> parser.skipChildren();
            }
          }
        }
        default -> parser.skipChildren();
      }
    }
    if (Double.isNaN(least) || Double.isNaN(most)) {
      least = value;
      most = value;
    }
    double median = median(forks, value);
    if (median != value) {
      // JMH's interval is that of the mean
      error = Double.NaN;
    }
    // JMH has one unit for all of its own counters
    String ownUnit = number.equals("megabytes") ? "MB/s" : unit;
    return new Figure(median, error, least, most, ownUnit);
  }

  /** Returns the mean of each fork's iterations: an array for each fork. */
  private List<Double> meansOfForks() throws IOException {
    List<Double> means = new ArrayList<>();
    while (parser.nextToken() == JsonToken.START_ARRAY) {
      double sum = 0;
      int iterations = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        sum += number();
        iterations++;
      }
      means.add(sum / iterations);
    }
    return means;
  }

  /**
   * Returns the median of the forks where JMH reports their mean: each JVM compiles differently,
   * and one that did badly says little. A number that JMH sums up, or takes the largest of, stays.
   */
  private static double median(List<Double> forks, double reported) {
    double mean = forks.stream().mapToDouble(each -> each).average().orElse(Double.NaN);
    boolean isMean = Math.abs(mean - reported) <= Math.abs(reported) * ROUNDING;
    if (forks.size() < 2 || !isMean) {
      return reported;
    }
    double[] sorted = forks.stream().mapToDouble(each -> each).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Moves to the value of the next field of an object, or past its end. */
  private boolean nextField() throws IOException {
    if (parser.nextToken() != JsonToken.FIELD_NAME) {
      return false;
    }
    parser.nextToken();
    return true;
  }

  /** JMH writes NaN as a string. */
  private double number() throws IOException {
    return Double.parseDouble(parser.getText());
  }
}
