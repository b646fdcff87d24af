package dev.daybook.lab.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The fuzzer in a JVM of its own, so that what it does to classes is in no other test. Its corpus
 * grows in {@code target/fuzz} and is used again by the next run.
 */
final class Jazzer {

  private static final Path FOLDER = Path.of("target", "fuzz");
  private static final Pattern EXECUTIONS =
      Pattern.compile("stat::number_of_executed_units:\\s*(\\d+)");
  private static final long GRACE_SECONDS = 180;

  private final Fuzzed fuzzed;
  private final Path folder;

  /** The outcome of one run. */
  record Run(boolean ended, int exitValue, long executions, List<Path> crashes, String printed) {}

  Jazzer(Fuzzed fuzzed) {
    this.fuzzed = fuzzed;
    this.folder = FOLDER.resolve(fuzzed.folder());
  }

  /** Fuzzes for so long, or until something is found. */
  Run run(long seconds) throws IOException, InterruptedException {
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    Path found = Files.createDirectories(folder.resolve("found"));
    int n = 0;
    for (byte[] seed : Seeds.of(fuzzed)) {
      Files.write(corpus.resolve("seed-" + n++), seed);
    }
    try (Stream<Path> old = Files.list(found)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    Path output = folder.resolve("output.txt");
    Process process = new ProcessBuilder(command(seconds, corpus, found))
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    try {
      boolean ended = process.waitFor(seconds + GRACE_SECONDS, TimeUnit.SECONDS);
      String printed = Files.readString(output, StandardCharsets.ISO_8859_1);
      Matcher executions = EXECUTIONS.matcher(printed);
      try (Stream<Path> crashes = Files.list(found)) {
        return new Run(
            ended,
            ended ? process.exitValue() : -1,
            executions.find() ? Long.parseLong(executions.group(1)) : 0,
            crashes.filter(path -> !path.toString().endsWith(".java")).sorted().toList(),
            printed);
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private List<String> command(long seconds, Path corpus, Path found) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    if (Runtime.version().feature() >= 21) {
      command.add("-XX:+EnableDynamicAgentLoading");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + FuzzMain.class.getName());
    command.add("--target_args=" + fuzzed.name());
    command.add("--instrumentation_includes=dev.daybook.**:com.fasterxml.jackson.core.**");
    // the judges are not what is explored, and would be slow
    command.add("--instrumentation_excludes=dev.daybook.lab.**");
    command.add("--reproducer_path=" + found);
    command.add("-artifact_prefix=" + found + "/");
    command.add("-max_total_time=" + seconds);
    command.add("-max_len=4096");
    command.add("-timeout=60");
    command.add("-print_final_stats=1");
    String seed = System.getProperty("daybook.lab.seed");
    if (seed != null) {
      command.add("-seed=" + Integer.toUnsignedString(seed.hashCode()));
    }
    command.add(corpus.toString());
    return command;
  }
}
