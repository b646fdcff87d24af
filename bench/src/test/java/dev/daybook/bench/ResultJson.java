package dev.daybook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A file as JMH writes it, with as much of it as is read. */
final class ResultJson {

  private final List<String> entries = new ArrayList<>();

  /** A benchmark's score and what else it says, {@code name=value unit}. */
  ResultJson with(String benchmark, Map<String, String> params, String score, String... secondary) {
    List<String> pairs = new ArrayList<>();
    params.forEach((name, value) -> pairs.add("\"" + name + "\" : \"" + value + "\""));
    List<String> metrics = new ArrayList<>();
    for (String each : secondary) {
      int equals = each.indexOf('=');
      metrics.add("\"" + each.substring(0, equals) + "\" : " + metric(each.substring(equals + 1)));
    }
    entries.add("""
        {
          "jmhVersion" : "1.37",
          "benchmark" : "dev.daybook.bench.%s.measure",
          "mode" : "%s",
          "jvmArgs" : [ "-Xmx1g" ],
          %s
          "primaryMetric" : %s,
          "secondaryMetrics" : { %s }
        }""".formatted(
            benchmark,
            score.contains("ops/") ? "thrpt" : "avgt",
            pairs.isEmpty() ? "" : "\"params\" : { " + String.join(", ", pairs) + " },",
            metric(score),
            String.join(", ", metrics)));
    return this;
  }

  private static String metric(String valueAndUnit) {
    String[] words = valueAndUnit.split(" ", 2);
    return """
        {
          "score" : %1$s,
          "scoreError" : "NaN",
          "scoreConfidence" : [ "NaN", "NaN" ],
          "scorePercentiles" : { "0.0" : %1$s, "50.0" : %1$s, "100.0" : %1$s },
          "scoreUnit" : "%2$s",
          "rawData" : [ [ %1$s ] ]
        }""".formatted(words[0], words[1]);
  }

  List<Measured> read(Path folder) throws IOException {
    Path file = folder.resolve(ResultFile.NAME);
    Files.writeString(file, "[" + String.join(",\n", entries) + "]\n");
    return ResultFile.read(file);
  }
}
