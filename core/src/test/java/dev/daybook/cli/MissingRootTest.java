package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that are called for a root that is not there. */
class MissingRootTest {

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ls",
        "ls --json",
        "usage",
        "search x",
        "tree x",
        "show x",
        "fold x",
        "check x",
        "lineage",
        "recent",
        "tail x",
        "verify --all",
        "recover"
      })
  void oneThatWasNamedIsRefused(String command) {
    Cli.Outcome outcome =
        new Cli(folder).run((command + " --root typo").split(" ")).failed();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.error().get("message").asText()).startsWith("no such root folder");
    assertThat(folder.resolve("typo")).doesNotExist();
  }

  @Test
  void aCommandThatRecordsMakesIt() {
    new Cli(folder).run("create", "s", "--root", "fresh").succeeded();
    assertThat(Files.isDirectory(folder.resolve("fresh"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ls", "usage"})
  void withoutANameAListIsEmptyAndSaysWhatToDo(String command) {
    Cli cli = new Cli(folder);
    assertThat(cli.run(command).succeeded().out())
        .startsWith("no sessions below ")
        .endsWith("daybook record SESSION begins one, daybook import --all brings in those of"
            + " other agents\n");
    Cli.Outcome json = cli.run(command, "--json");
    assertThat(json.exitCode()).isZero();
    assertThat(json.out()).isEmpty();
    assertThat(json.err()).startsWith("{\"report\":{\"kind\":\"no_sessions\",\"root\":");
  }

  @Test
  void withoutANameASearchFindsNothingAndSaysWhy() {
    Cli.Outcome outcome = new Cli(folder).run("search", "x", "--json").failed();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("{\"report\":{\"kind\":\"no_sessions\",\"root\":");
  }
}
