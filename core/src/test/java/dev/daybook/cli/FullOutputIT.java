package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each command with a standard output whose disk is full: one that changes something does so and
 * ends with 3, one that only reads fails.
 */
class FullOutputIT {

  private static final File FULL = new File("/dev/full");
  private static final String EVENT = "{\"type\":\"user_message\",\"data\":{\"text\":\"hello\"}}\n";

  @TempDir
  Path folder;

  @ParameterizedTest
  @CsvSource({
    "create new, 3",
    "record s, 3",
    "import run.jsonl, 3",
    "annotate s text, 3",
    "fork s t, 3",
    "rm s, 3",
    "repair s, 3",
    "recover, 3",
    "ls, 1",
    "recent, 1",
    "search hello, 1",
    "show s, 1",
    "tail s --no-follow, 1",
    "fold s, 1",
    "replay s, 1",
    "tree s --json, 1",
    "export s --format ndjson, 1",
    "check s, 1",
    "usage, 1",
    "lineage, 1",
    "verify s, 1",
    "path s, 1",
    "completion, 1",
    "demo --agents 1 --events 50, 1",
    "exists s, 0"
  })
  void saysSoInOneWay(String command, int exitCode) throws Exception {
    assumeTrue(FULL.exists(), "no /dev/full here");
    Cli cli = new Cli(folder);
    String loop = "{\"type\":\"agent_start\",\"data\":{\"agent_id\":\"a\",\"session_id\":\"s\","
        + "\"loop_id\":\"s.a.1\"}}\n";
    cli.runWith(loop + EVENT, "record", "s").succeeded();
    Files.writeString(
        folder.resolve("run.jsonl"),
        "{\"ts\":\"2026-01-02T03:04:05+00:00\",\"event\":\"session_started\",\"model\":\"m\"}\n");
    Process process = cli.process(command.split(" ", -1)).redirectOutput(FULL).start();
    process.getOutputStream().write(EVENT.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    assertThat(Cli.exitCode(process)).as(cli.err()).isEqualTo(exitCode);
    if (exitCode != 0) {
      assertThat(cli.err()).contains("cannot write to standard output").doesNotContain("java.");
    }
  }

  /** A new command has a line above. */
  @Test
  void hasALineForEachCommand() throws Exception {
    List<String> lines = List.of(FullOutputIT.class
        .getDeclaredMethod("saysSoInOneWay", String.class, int.class)
        .getAnnotation(CsvSource.class)
        .value());
    assertThat(lines)
        .extracting(line -> line.split("[ ,]", -1)[0])
        .containsAll(
            Commands.NAMES.stream().filter(name -> !name.equals("help")).toList());
  }
}
