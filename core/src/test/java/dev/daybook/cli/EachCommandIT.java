package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runnable jar answers as the command does in the process of the tests. */
class EachCommandIT {

  private static final String EVENTS = """
      {"type":"agent_start","ts":"2026-01-02T03:04:05Z","data":{"agent_id":"a","session_id":"s","loop_id":"s.a.1"}}
      {"type":"user_message","ts":"2026-01-02T03:04:05Z","data":{"text":"h\u00e9llo \u6f22"}}
      {"type":"tool_call","ts":"2026-01-02T03:04:05Z","data":{"call_id":"c","name":"bash","arguments":"{}"}}
      """;

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create new",
        "record s --ack forced",
        "record s",
        "import s",
        "annotate s text --tag t",
        "annotate s text --json --id i",
        "ls",
        "recent",
        "search LLO",
        "search absent",
        "search LLO --failed --tool absent",
        "search LLO --agent absent",
        "show s",
        "tail s --no-follow",
        "fold s",
        "replay s",
        "tree s",
        "export s --format ndjson",
        "export s --source-versions",
        "check s",
        "usage",
        "usage --session s --by session --no-sub-agents",
        "usage --agent absent",
        "fork s t",
        "lineage",
        "verify s",
        "repair s",
        "recover",
        "exists s",
        "exists absent",
        "path s",
        "rm s",
        "completion",
        "demo --agents 1 --events 50",
        "fold absent",
        "show",
        "nonsense",
        ""
      })
  void saysTheSameInAProcess(String command) throws Exception {
    String[] words = command.isEmpty() ? new String[0] : command.split(" ", -1);
    Cli here = cli("here");
    Cli there = cli("there").inAProcess();
    Cli.Outcome expected = here.runWith(EVENTS, words);
    Cli.Outcome found = there.runWith(EVENTS, words);
    assertThat(found.exitCode()).as(found.err()).isEqualTo(expected.exitCode());
    assertThat(comparable(found.out())).isEqualTo(comparable(expected.out()));
    // a demo reports how far it is, and leaves nothing
    if (!command.startsWith("demo")) {
      assertThat(comparable(found.err())).isEqualTo(comparable(expected.err()));
      assertThat(files("there")).isEqualTo(files("here"));
    }
  }

  /** A new command has a line above. */
  @Test
  void hasALineForEachCommand() throws Exception {
    List<String> lines = List.of(EachCommandIT.class
        .getDeclaredMethod("saysTheSameInAProcess", String.class)
        .getAnnotation(ValueSource.class)
        .strings());
    assertThat(lines).extracting(line -> line.split(" ", -1)[0]).containsAll(Commands.NAMES);
  }

  private Cli cli(String name) throws Exception {
    Cli cli = new Cli(Files.createDirectory(folder.resolve(name)));
    cli.runWith(EVENTS, "record", "s").succeeded();
    return cli;
  }

  /** Neither how long something took, nor when or where it was. */
  private static String comparable(String text) {
    return text.replaceAll("[^ \"]*/(here|there)/", "")
        .replaceAll("(?<=trash/)[0-9TZa-f-]+", "")
        .replaceAll("[0-9][0-9,.]*", "0")
        .replaceAll("\\b[num]s\\b", "s")
        .replaceAll(" +", " ");
  }

  private List<String> files(String name) throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve(name))) {
      return files
          .map(file -> comparable(folder.resolve(name).relativize(file).toString()))
          .sorted()
          .toList();
    }
  }
}
