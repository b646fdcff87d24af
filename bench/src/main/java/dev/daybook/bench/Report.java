package dev.daybook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks, keeps what came out and prints how it compares: {@code Report <short name>
 * [JMH's arguments]}, from the repository's root. Without further arguments all benchmarks run as
 * they are annotated, which is their short form.
 *
 * <p>Writes {@code jmh-results/<date>-<short name>/}: JMH's {@code result.json}, and of that
 * {@code ratios.json}, the charts and a {@code README.md} which asks for a verdict; further
 * {@code command.txt} and {@code environment.txt}. What belongs to the machine alone, its paths, is
 * left out.
 *
 * <p>A variant that fails, since its file is not complete for one, is missing in all of that and
 * named at the end, and the exit code is 1. A target that is not met is a result, not a failure.
 */
public final class Report {

  private static final String NO_VERDICT = "Verdict: to be written by hand.";

  private final Path folder;
  private final String[] args;

  private Report(Path folder, String[] args) {
    this.folder = folder;
    this.args = args;
  }

  /** See the class. */
  public static void main(String[] args) throws Exception {
    if (args.length == 0 || !args[0].matches("[a-z0-9][a-z0-9-]*")) {
      System.err.println("usage: Report <short-name> [JMH's arguments]");
      System.exit(2);
    }
    Path folder = Path.of("jmh-results", LocalDate.now() + "-" + args[0]);
    if (hasVerdict(folder)) {
      System.err.println("verdict_exists: folder=" + folder);
      System.exit(2);
    }
    Files.createDirectories(folder);
    List<String> failed = new Report(folder, args).run();
    failed.forEach(variant -> System.out.println("failed: " + variant));
    System.exit(failed.isEmpty() ? 0 : 1);
  }

  private static boolean hasVerdict(Path folder) throws IOException {
    Path readme = folder.resolve("README.md");
    return Files.exists(readme) && !Files.readString(readme).contains(NO_VERDICT);
  }

  private List<String> run() throws Exception {
    String environment = Environment.describe();
    RunProgress progress = measure();
    environment += "load average after the run: " + Environment.loadAverage() + "\n";
    environment += "took: " + progress.elapsed() + "\n";
    keepCommand();
    keepResult();
    Files.writeString(folder.resolve("environment.txt"), environment);
    print(environment, progress.failed());
    System.out.println("\nTook " + progress.elapsed() + ". Results are in " + folder);
    return progress.failed();
  }

  private RunProgress measure() throws Exception {
    Options options = new OptionsBuilder()
        .parent(new CommandLineOptions(Arrays.copyOfRange(args, 1, args.length)))
        .addProfiler(GCProfiler.class)
        .addProfiler(Readings.class)
        .shouldFailOnError(false)
        .resultFormat(ResultFormatType.JSON)
        .result(folder.resolve(ResultFile.NAME).toString())
        .build();
    RunProgress progress = new RunProgress(options, System.out);
    new Runner(options, progress).run();
    return progress;
  }

  private void keepCommand() throws IOException {
    List<String> words = new ArrayList<>(List.of("java"));
    words.addAll(Environment.jvmFlags());
    words.addAll(List.of("-cp", "bench/target/benchmarks.jar", Report.class.getName()));
    words.addAll(List.of(args));
    String command = words.stream().map(Report::quoted).collect(Collectors.joining(" "));
    Files.writeString(folder.resolve("command.txt"), Environment.withoutPaths(command) + "\n");
  }

  /** Quotes a word for a shell. */
  private static String quoted(String word) {
    return word.matches("[\\w.,:=/+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private void keepResult() throws IOException {
    Path file = folder.resolve(ResultFile.NAME);
    String jvm = "\"jvm\" : \"" + System.getProperty("java.runtime.version") + "\"";
    Files.writeString(
        file,
        Environment.withoutPaths(Files.readString(file).replaceAll("\"jvm\" : \"[^\"]*\"", jvm)));
  }

  private void print(String environment, List<String> failed) throws IOException {
    List<Measured> measured = ResultFile.read(folder.resolve(ResultFile.NAME));
    List<Ratio> ratios = Ratios.of(measured);
    String table = Ratios.table(ratios);
    Files.writeString(folder.resolve(Ratios.NAME), Ratios.json(ratios));
    StringBuilder readme = new StringBuilder("# " + args[0] + "\n\n" + NO_VERDICT + "\n");
    readme.append("\n").append(Ratios.summary(ratios)).append("\n");
    failed.forEach(variant -> readme.append("\nFailed: `").append(variant).append("`\n"));
    for (Chart chart : Charts.write(measured, folder)) {
      readme.append("\n").append(chart.markdown());
    }
    readme.append("\n## Ratios\n\n").append(table);
    readme.append("\n## Environment\n\n```\n").append(environment).append("```\n");
    readme.append("\n## Numbers\n\n").append(NumbersTable.of(measured));
    Files.writeString(folder.resolve("README.md"), readme);
    System.out.println("\n" + table + "\n" + Ratios.summary(ratios));
  }
}
