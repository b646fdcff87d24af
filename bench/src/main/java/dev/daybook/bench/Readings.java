package dev.daybook.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Numbers that a benchmark takes itself, as secondary results of its iteration. It is a profiler,
 * since JMH's own counters are either divided by time or summed over the iterations, and a
 * percentile or a ratio is neither. On JMH's command line: {@code -prof
 * dev.daybook.bench.Readings}.
 */
public final class Readings implements InternalProfiler {

  private static final List<Result<?>> TAKEN = new ArrayList<>();

  /** A number of the iteration at hand; the iterations' mean is reported. */
  static synchronized void add(String label, double value, String unit) {
    TAKEN.add(new ScalarResult(label, value, unit, AggregationPolicy.AVG));
  }

  /** The same, but the largest of the iterations is reported. */
  static synchronized void addMax(String label, double value, String unit) {
    TAKEN.add(new ScalarResult(label, value, unit, AggregationPolicy.MAX));
  }

  /** The percentiles of the iteration's times that people ask for, and the longest time. */
  static void addPercentiles(String label, Histogram nanos) {
    add(label + ".p50", nanos.getValueAtPercentile(50), "ns");
    add(label + ".p99", nanos.getValueAtPercentile(99), "ns");
    add(label + ".p99.9", nanos.getValueAtPercentile(99.9), "ns");
    addMax(label + ".max", nanos.getMaxValue(), "ns");
  }

  private static synchronized List<Result<?>> take() {
    List<Result<?>> taken = List.copyOf(TAKEN);
    TAKEN.clear();
    return taken;
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    take();
  }

  @Override
  public Collection<? extends Result> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    return take();
  }

  @Override
  public String getDescription() {
    return "Numbers that the benchmarks of Daybook take themselves";
  }
}
