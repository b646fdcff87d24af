package dev.daybook.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.Options;

/**
 * The progress of a run on the terminal: a line for each variant of a benchmark, with its number of
 * all, its score, and about how long the rest will take. What JMH says beyond that is shown where
 * it is no remark, such as why a benchmark failed.
 */
final class RunProgress implements OutputFormat {

  private final PrintStream out;
  private final int variants;
  private final long startNanos = System.nanoTime();
  private final List<String> failed = new ArrayList<>();
  private String running = "";
  private int begun;
  private boolean inLine;
  private boolean muted;

  RunProgress(Options options, PrintStream out) {
    this.out = out;
    this.variants =
        BenchmarkList.defaultList()
            .find(this, options.getIncludes(), options.getExcludes())
            .stream()
            .mapToInt(entry -> variants(entry, options))
            .sum();
  }

  private static int variants(BenchmarkListEntry benchmark, Options options) {
    int product = Math.max(1, options.getBenchModes().size());
    Map<String, String[]> params = benchmark.getParams().orElse(Map.of());
    for (Map.Entry<String, String[]> param : params.entrySet()) {
      Collection<String> values =
          options.getParameter(param.getKey()).orElse(List.of(param.getValue()));
      product *= values.size();
    }
    return product;
  }

  /** The variants that gave no result. */
  List<String> failed() {
    List<String> all = new ArrayList<>(failed);
    if (!running.isEmpty()) {
      all.add(running);
    }
    return all;
  }

  String elapsed() {
    return minutes(System.nanoTime() - startNanos);
  }

  @Override
  public void startRun() {
    out.println(variants + " variants of benchmarks to run");
  }

  @Override
  public void startBenchmark(BenchmarkParams params) {
    if (!running.isEmpty()) {
      failed.add(running);
    }
    Map<String, String> values = new TreeMap<>();
    params.getParamsKeys().forEach(key -> values.put(key, params.getParam(key)));
    String name = params.getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
    running = (name + " " + Measured.text(values)).trim();
    begun++;
    endLine();
    out.print("[" + begun + "/" + variants + "] " + running + ": ");
    out.flush();
    inLine = true;
    muted = false;
  }

  @Override
  public void endBenchmark(BenchmarkResult result) {
    if (result == null) {
      return;
    }
    running = "";
    inLine = false;
    Result<?> score = result.getPrimaryResult();
    long elapsedNanos = System.nanoTime() - startNanos;
    long leftNanos = elapsedNanos / begun * (variants - begun);
    out.println(Figure.text(score.getScore())
        + " "
        + score.getScoreUnit()
        + (leftNanos > 0 ? "; about " + minutes(leftNanos) + " left" : ""));
  }

  private void endLine() {
    if (inLine) {
      out.println();
      inLine = false;
    }
  }

  private static String minutes(long nanos) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos);
    return seconds / 60 + " min " + seconds % 60 + " s";
  }

  @Override
  public void println(String text) {
    print(text + "\n");
  }

  @Override
  public void print(String text) {
    // what a failed variant leaves running is listed every five seconds
    muted |= text.startsWith("<JMH had finished");
    if (!muted && !text.isBlank() && !text.startsWith("#")) {
      endLine();
      out.print(text);
    }
  }

  @Override
  public void write(int b) {
    out.write(b);
  }

  @Override
  public void write(byte[] bytes) {
    print(new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }

  @Override
  public void iteration(BenchmarkParams benchmark, IterationParams params, int iteration) {}

  @Override
  public void iterationResult(
      BenchmarkParams benchmark, IterationParams params, int iteration, IterationResult data) {}

  @Override
  public void endRun(Collection<RunResult> results) {}

  @Override
  public void verbosePrintln(String text) {}
}
