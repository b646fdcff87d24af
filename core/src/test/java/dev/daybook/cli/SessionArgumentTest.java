package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that are not called by their whole ids. */
class SessionArgumentTest {

  @TempDir
  Path folder;

  private Cli cli;

  @BeforeEach
  void record() {
    cli = new Cli(folder);
    record("run-1", "one");
    record("run-2", "two");
  }

  private void record(String session, String text) {
    cli.runWith(
            "{\"type\":\"user_message\",\"data\":{\"text\":\"" + text + "\"}}", "record", session)
        .succeeded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fold", "replay", "check"})
  void anAbbreviationAndTheLatestAreUnderstood(String command) {
    record("s", "three");
    String whole = cli.run(command, "run-1").succeeded().out();
    assertThat(whole).isNotEmpty();
    record("other", "four");
    assertThat(cli.run(command, "o").succeeded().out())
        .isEqualTo(cli.run(command, "other").succeeded().out())
        .isEqualTo(cli.run(command, "@latest").succeeded().out())
        .isNotEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fold", "replay", "check", "tree"})
  void severalCandidatesAreNamed(String command) {
    JsonNode error = cli.run(command, "run").failed().error();
    assertThat(error.get("kind").asText()).isEqualTo("ambiguous_id");
    assertThat(error.get("details").get("candidates")).hasToString("[\"run-1\",\"run-2\"]");
    assertThat(error.get("details").get("count").asInt()).isEqualTo(2);
  }

  @Test
  void noneIsActiveWhereNoProcessRecords() {
    assertThat(cli.run("fold", "@active").failed().errorKind()).isEqualTo("session_not_found");
  }

  @Test
  void recordTakesWholeIdsOnly() {
    record("run", "three");
    assertThat(cli.run("fold", "run").succeeded().lines()).hasSize(1);
  }
}
