package dev.daybook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Draws the charts of a run from its {@code result.json}, the same file always the same way:
 * {@code Charts <folder of the result>}. What was not run has no chart.
 */
public final class Charts {

  private static final Map<String, String> NAMES = Map.of(
      "DAYBOOK", "Daybook",
      "LOG4J2", "Log4j 2 async",
      "LOGBACK", "Logback async",
      "CHRONICLE_QUEUE", "Chronicle Queue",
      "DATABIND", "databind with a lock");

  private Charts() {}

  /** See the class. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: Charts <folder of the result>");
      System.exit(2);
    }
    Path folder = Path.of(args[0]);
    for (Chart chart : write(ResultFile.read(folder.resolve(ResultFile.NAME)), folder)) {
      System.out.println(chart.file() + ": " + chart.words());
    }
  }

  static List<Chart> write(List<Measured> measured, Path folder) throws IOException {
    List<Chart> charts = Stream.of(ThroughputChart.of(measured), LatencyChart.of(measured))
        .flatMap(Optional::stream)
        .toList();
    for (Chart chart : charts) {
      Files.writeString(folder.resolve(chart.file()), chart.svg());
    }
    return charts;
  }

  /** Returns the name for people of a value of the parameter {@code sink}. */
  static String nameOf(String sink) {
    return NAMES.getOrDefault(sink, sink);
  }
}
