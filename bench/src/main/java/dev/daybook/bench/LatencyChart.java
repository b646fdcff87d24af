package dev.daybook.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A chart of how long one call keeps the caller at half of what the sink can take, by percentile: a
 * line for each sink on a logarithmic scale, and the same numbers as a table below it.
 */
final class LatencyChart {

  private static final Pick SHOWN = Pick.of("CallerLatency load=HALF service.p50");
  private static final String SINK = "sink";
  private static final String OURS = "DAYBOOK";
  private static final List<String> PERCENTILES = List.of("p50", "p99", "p99.9", "max");
  private static final String TITLE = "How long one call keeps the caller";
  private static final String SUBTITLE =
      "at half the rate that each sink itself can keep up, the clock's own time included;"
          + " logarithmic scale. Less is better.";

  private static final int LEFT = 200;
  private static final int STEP = 140;
  private static final int TOP = 80;
  private static final int BOTTOM = 320;
  private static final int TABLE = 364;
  private static final int ROW = 24;

  private final List<Measured> sinks;
  private final int lowest;
  private final int highest;

  private LatencyChart(List<Measured> sinks) {
    this.sinks = sinks;
    double[] all = sinks.stream()
        .flatMap(each -> PERCENTILES.stream().map(name -> nanos(each, name)))
        .mapToDouble(Double::doubleValue)
        .filter(nanos -> nanos > 0)
        .sorted()
        .toArray();
    this.lowest = (int) Math.floor(Math.log10(all[0]));
    this.highest = Math.max(lowest + 1, (int) Math.ceil(Math.log10(all[all.length - 1])));
  }

  /** Empty if no sink's latency was taken. */
  static Optional<Chart> of(List<Measured> measured) {
    List<Measured> sinks = measured.stream()
        .filter(SHOWN::takes)
        .filter(each -> each.params().containsKey(SINK) && nanos(each, "p50") > 0)
        .sorted(Comparator.comparingDouble((Measured each) -> nanos(each, "p50"))
            .thenComparing(each -> each.params().get(SINK)))
        .collect(Collectors.toCollection(ArrayList::new));
    Optional<Measured> ours =
        sinks.stream().filter(each -> each.params().get(SINK).equals(OURS)).findFirst();
    ours.ifPresent(each -> {
      sinks.remove(each);
      sinks.add(0, each);
    });
    return ours.map(each -> new LatencyChart(sinks).draw());
  }

  private Chart draw() {
    Svg svg = new Svg(TABLE + ROW * sinks.size(), TITLE, words());
    svg.text("small", 20, 54, SUBTITLE);
    for (int decade = lowest; decade <= highest; decade++) {
      double y = y(Math.pow(10, decade));
      svg.line("grid", LEFT - 50, y, Svg.WIDTH - 20, y);
      String label = time(Math.pow(10, decade)).replaceFirst("\\.0+ ", " ");
      svg.text("small end", LEFT - 58, y + 4, label);
    }
    for (int column = 0; column < PERCENTILES.size(); column++) {
      svg.text("small middle", x(column), BOTTOM + 18, PERCENTILES.get(column));
    }
    // ours last, on top of the others
    for (int series = sinks.size() - 1; series >= 0; series--) {
      line(svg, series);
    }
    for (int series = 0; series < sinks.size(); series++) {
      row(svg, series);
    }
    return new Chart("latency.svg", words(), svg.toString());
  }

  private void line(Svg svg, int series) {
    double fromX = Double.NaN;
    double fromY = Double.NaN;
    for (int column = 0; column < PERCENTILES.size(); column++) {
      double nanos = nanos(sinks.get(series), PERCENTILES.get(column));
      if (nanos > 0) {
        double x = x(column);
        double y = y(nanos);
        if (!Double.isNaN(fromX)) {
          svg.line("line s" + series % Svg.SERIES, fromX, fromY, x, y);
        }
        svg.mark(series, x, y);
        fromX = x;
        fromY = y;
      }
    }
  }

  private void row(Svg svg, int series) {
    Measured each = sinks.get(series);
    String weight = series == 0 ? "ours" : "plain";
    double base = TABLE + ROW * series;
    svg.mark(series, 26, base - 5);
    svg.text(weight, 40, base, name(each));
    for (int column = 0; column < PERCENTILES.size(); column++) {
      double nanos = nanos(each, PERCENTILES.get(column));
      svg.text("middle " + weight, x(column), base, nanos > 0 ? time(nanos) : "");
    }
  }

  private String words() {
    double ours = nanos(sinks.get(0), "p50");
    String peers = sinks.stream()
        .skip(1)
        .map(each ->
            ", " + Figure.text(nanos(each, "p50") / ours) + " times that with " + name(each))
        .collect(Collectors.joining());
    return "Half of the calls of record() take less than " + time(ours) + peers + ".";
  }

  private static String name(Measured each) {
    return Charts.nameOf(each.params().get(SINK));
  }

  private static double x(int column) {
    return LEFT + 40 + STEP * column;
  }

  private double y(double nanos) {
    double part = (Math.log10(nanos) - lowest) / (highest - lowest);
    return BOTTOM - part * (BOTTOM - TOP);
  }

  /** NaN if it was not taken. */
  private static double nanos(Measured each, String percentile) {
    Figure figure = each.numbers().get("service." + percentile);
    return figure == null ? Double.NaN : figure.in("ns");
  }

  private static String time(double nanos) {
    if (nanos < 1e3) {
      return Math.round(nanos) + " ns";
    }
    if (nanos < 1e6) {
      return Figure.text(nanos / 1e3) + " µs";
    }
    return nanos < 1e9 ? Figure.text(nanos / 1e6) + " ms" : Figure.text(nanos / 1e9) + " s";
  }
}
