package dev.daybook.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Ours against each peer within one run: what the {@link Targets} come to. */
final class Ratios {

  static final String NAME = "ratios.json";

  private static final JsonFactory JSON = new JsonFactory();

  /** The explanation of the table. */
  private static final String LEGEND = """
      A ratio says how many times better ours is: more a second, or less time, or less memory. Where the target
      says *at most* so many *times*, it is how many times the peer's time ours takes. A peer is named by what
      differs: another parameter, another number of the same run, or another benchmark. Of a caller's latency,
      *service* is the time within the call, and *response* the time since the call was due, which counts what a
      late one makes its successors wait; *HALF* is half of what each sink itself can take, *COMMON* the same rate
      for all. A target for a slow device is *not asked* where a force takes less.

      """;

  private final List<Measured> measured;
  private final Map<String, Ratio> rows = new LinkedHashMap<>();

  private Ratios(List<Measured> measured) {
    this.measured = measured;
  }

  /** One row for each comparison that was run, and for each target that was not. */
  static List<Ratio> of(List<Measured> measured) {
    Ratios ratios = new Ratios(measured);
    Targets.ALL.forEach(ratios::add);
    return List.copyOf(ratios.rows.values());
  }

  private void add(Target target) {
    Pick ours = target.ours();
    List<Measured> found = measured.stream().filter(ours::takes).toList();
    for (Measured each : found) {
      put(compared(target, each));
    }
    if (found.isEmpty()) {
      put(row(target, ours.params(), Double.NaN, Double.NaN, "", Double.NaN, false));
    }
  }

  private void put(Ratio row) {
    boolean hasNothing = row.target().isEmpty() && Double.isNaN(row.ratio());
    if (!hasNothing) {
      rows.putIfAbsent(row.question(), row);
    }
  }

  private Ratio compared(Target target, Measured measuredOurs) {
    Figure ours = measuredOurs.numbers().get(target.ours().number());
    double theirs = Double.NaN;
    double ratio = Double.NaN;
    if (target.hasPeer()) {
      theirs = theirs(target, measuredOurs).map(peer -> peer.in(ours.unit())).orElse(Double.NaN);
      double better = ours.moreIsBetter() ? ours.value() / theirs : theirs / ours.value();
      ratio = target.bound() == Target.Bound.AT_MOST ? 1 / better : better;
    }
    boolean asked = target.isAskedOf(measuredOurs);
    return row(target, measuredOurs.params(), ours.value(), theirs, ours.unit(), ratio, asked);
  }

  /** The other number; of another variant of the same method, unless it is another benchmark's. */
  private Optional<Figure> theirs(Target target, Measured ours) {
    Pick all = new Pick(ours.benchmark(), ours.params(), target.ours().number());
    Pick peer = all.but(target.peer());
    return peer.equals(all)
        ? Optional.empty()
        : measured.stream()
            .filter(peer::takes)
            .filter(other -> !other.benchmark().equals(ours.benchmark())
                || other.method().equals(ours.method()) && other.mode().equals(ours.mode()))
            .map(other -> other.numbers().get(peer.number()))
            .findFirst();
  }

  private static Ratio row(
      Target target,
      Map<String, String> params,
      double ours,
      double theirs,
      String unit,
      double ratio,
      boolean asked) {
    double decides =
        target.hasPeer() ? ratio : new Figure(ours, Double.NaN, ours, ours, unit).in(target.unit());
    boolean decided = asked && target.bound() != Target.Bound.NONE && !Double.isNaN(decides);
    return new Ratio(
        target.ours().benchmark(),
        params,
        target.ours().number(),
        target.peer(),
        ours,
        theirs,
        unit,
        ratio,
        target.text(),
        decided ? Optional.of(target.isMetBy(decides)) : Optional.empty());
  }

  /** Returns a table in Markdown, below its explanation. */
  static String table(List<Ratio> ratios) {
    MarkdownTable table = new MarkdownTable(
        "benchmark",
        "parameters",
        "number",
        "ours:",
        "peer",
        "theirs:",
        "unit",
        "ratio:",
        "target",
        "met");
    for (Ratio each : ratios) {
      table.row(
          each.benchmark(),
          Measured.text(each.params()),
          each.number(),
          Figure.text(each.ours()),
          each.peer(),
          Figure.text(each.theirs()),
          each.unit(),
          Figure.text(each.ratio()),
          each.target(),
          each.verdict());
    }
    return LEGEND + table;
  }

  /** An array with one row a line. */
  static String json(List<Ratio> ratios) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Ratio each : ratios) {
      StringWriter line = new StringWriter();
      try (JsonGenerator json = JSON.createGenerator(line)) {
        each.write(json);
      }
      lines.add(line.toString());
    }
    return lines.stream().collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  /**
   * Returns the number of targets that were met, missed and not run, in words, and by how much each
   * was missed.
   */
  static String summary(List<Ratio> ratios) {
    Map<String, Long> verdicts =
        ratios.stream().collect(Collectors.groupingBy(Ratio::verdict, Collectors.counting()));
    return "Targets: "
        + verdicts.getOrDefault("yes", 0L)
        + " met, "
        + verdicts.getOrDefault("no", 0L)
        + " not met, "
        + verdicts.getOrDefault("not run", 0L)
        + " not run."
        + missed(ratios);
  }

  private static String missed(List<Ratio> ratios) {
    String lines = ratios.stream()
        .filter(each -> each.verdict().equals("no"))
        .map(each -> "\n- not met: " + each.miss())
        .collect(Collectors.joining());
    return lines.isEmpty() ? "" : "\n" + lines;
  }
}
