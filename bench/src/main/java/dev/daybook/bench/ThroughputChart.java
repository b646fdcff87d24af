package dev.daybook.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Events a second to a complete file, a bar for each sink. */
final class ThroughputChart {

  private static final Pick SHOWN = Pick.of("WriteThroughput producers=2 size=MIX");
  private static final String SINK = "sink";
  private static final String OURS = "DAYBOOK";
  private static final String TITLE = "Events a second to a complete, closed file";
  private static final String SUBTITLE =
      "2 producers, events of real agent sessions of about 700 bytes;"
          + " the thin line spans all iterations. More is better.";

  private static final int LEFT = 180;
  private static final int RIGHT = 600;
  private static final int TOP = 84;
  private static final int STEP = 38;
  private static final int THICKNESS = 24;

  private final List<Measured> sinks;
  private final double ours;

  private ThroughputChart(List<Measured> sinks, double ours) {
    this.sinks = sinks;
    this.ours = ours;
  }

  /** Empty if Daybook was not run, or nothing else. */
  static Optional<Chart> of(List<Measured> measured) {
    List<Measured> sinks = measured.stream()
        .filter(SHOWN::takes)
        .filter(each -> each.params().containsKey(SINK))
        .sorted(Comparator.comparingDouble(ThroughputChart::eventsPerSecond).reversed())
        .toList();
    return sinks.size() < 2
        ? Optional.empty()
        : sinks.stream()
            .filter(each -> each.params().get(SINK).equals(OURS))
            .findFirst()
            .map(found -> new ThroughputChart(sinks, eventsPerSecond(found)).draw());
  }

  private Chart draw() {
    Svg svg = new Svg(TOP + STEP * sinks.size() + 14, TITLE, words());
    svg.text("small", 20, 52, SUBTITLE);
    svg.text("small end", Svg.WIDTH - 20, TOP - 6, "Daybook against it");
    double most = sinks.stream()
        .mapToDouble(each -> Math.max(eventsPerSecond(each), score(each).most()))
        .max()
        .orElseThrow();
    for (int i = 0; i < sinks.size(); i++) {
      row(svg, sinks.get(i), TOP + STEP * i, (RIGHT - LEFT) / most);
    }
    return new Chart("throughput.svg", words(), svg.toString());
  }

  private void row(Svg svg, Measured each, double y, double pixelsPerEvent) {
    boolean isOurs = each.params().get(SINK).equals(OURS);
    double value = eventsPerSecond(each);
    double width = value * pixelsPerEvent;
    double base = y + THICKNESS / 2.0 + 5;
    svg.text(isOurs ? "end ours" : "end", LEFT - 12, base, name(each));
    svg.bar(isOurs ? "s0" : "peer", LEFT, y, width, THICKNESS);
    Figure score = score(each);
    if (score.most() > score.least()) {
      double middle = y + THICKNESS / 2.0;
      double from = LEFT + score.least() * pixelsPerEvent;
      double to = LEFT + score.most() * pixelsPerEvent;
      svg.line("range", from, middle, to, middle);
    }
    svg.text(isOurs ? "ours" : "plain", RIGHT + 12, base, Figure.text(value / 1000) + " k");
    if (!isOurs) {
      svg.text("small end", Svg.WIDTH - 20, base, Figure.text(ours / value) + " ×");
    }
  }

  private String words() {
    String peers = sinks.stream()
        .filter(each -> !each.params().get(SINK).equals(OURS))
        .map(each -> Figure.text(ours / eventsPerSecond(each)) + " times as many as " + name(each))
        .collect(Collectors.joining(", "));
    return "Events a second that Daybook writes to a complete, closed file: " + peers + ".";
  }

  private static String name(Measured each) {
    return Charts.nameOf(each.params().get(SINK));
  }

  private static Figure score(Measured each) {
    return each.numbers().get(Measured.SCORE);
  }

  private static double eventsPerSecond(Measured each) {
    return score(each).in("ops/s");
  }
}
