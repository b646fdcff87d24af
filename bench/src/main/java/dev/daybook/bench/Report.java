package dev.daybook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks and keeps what came out: {@code Report <short name> [JMH's arguments]}, from
 * the repository's root. Without further arguments all benchmarks run as they are annotated.
 *
 * <p>Writes {@code jmh-results/<date>-<short name>/} with {@code result.json}, {@code command.txt},
 * {@code environment.txt} and a {@code README.md} that has the numbers and asks for a verdict. What
 * belongs to the machine and to nobody else, its paths, is left out.
 */
public final class Report {

  private Report() {}

  /** See the class. */
  public static void main(String[] args) throws Exception {
    if (args.length == 0 || !args[0].matches("[a-z0-9][a-z0-9-]*")) {
      System.err.println("usage: Report <short-name> [JMH's arguments]");
      System.exit(2);
    }
    Path folder = Path.of("jmh-results", LocalDate.now() + "-" + args[0]);
    Files.createDirectories(folder);
    String environment = Environment.describe();
    Collection<RunResult> results = run(args, folder.resolve("result.json"));
    environment += "load average after the run: " + Environment.loadAverage() + "\n";
    keep(folder, args, environment, results);
    System.out.println("Results are in " + folder);
  }

  private static Collection<RunResult> run(String[] args, Path json) throws Exception {
    String[] jmhArgs = Arrays.copyOfRange(args, 1, args.length);
    Options options = new OptionsBuilder()
        .parent(new CommandLineOptions(jmhArgs))
        .addProfiler(GCProfiler.class)
        .addProfiler(Readings.class)
        .shouldFailOnError(true)
        .resultFormat(ResultFormatType.JSON)
        .result(json.toString())
        .build();
    return new Runner(options).run();
  }

  private static void keep(
      Path folder, String[] args, String environment, Collection<RunResult> results)
      throws IOException {
    Path json = folder.resolve("result.json");
    String jvm = "\"jvm\" : \"" + System.getProperty("java.runtime.version") + "\"";
    Files.writeString(
        json,
        Environment.withoutPaths(Files.readString(json).replaceAll("\"jvm\" : \"[^\"]*\"", jvm)));
    Files.writeString(
        folder.resolve("command.txt"),
        Environment.withoutPaths("java "
                + String.join(" ", Environment.jvmFlags())
                + " -cp bench/target/benchmarks.jar dev.daybook.bench.Report "
                + String.join(" ", args)
                + "\n")
            .replaceAll(" +", " "));
    Files.writeString(folder.resolve("environment.txt"), environment);
    Files.writeString(
        folder.resolve("README.md"),
        "# "
            + args[0]
            + "\n\nVerdict: to be written by hand.\n\n## Environment\n\n```\n"
            + environment
            + "```\n\n## Numbers\n\n"
            + NumbersTable.of(results));
  }
}
