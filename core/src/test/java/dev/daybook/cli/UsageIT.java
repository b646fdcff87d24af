package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the command answers whoever calls it wrongly, or asks. */
class UsageIT {

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "--nonsense",
        "record",
        "record s extra",
        "record s --ack sometimes",
        "record s --ack",
        "record s --max-line-bytes many",
        "record s --max-line-bytes 5",
        "fold",
        "fold s --nonsense",
        "fork s",
        "fork s t extra",
        "fork s t --to-seq many",
        "lineage s",
        "lineage --depth many",
        "demo --agents 0",
        "demo --events 1",
      })
  void wrongUseIsAnErrorOfItsOwn(String command) {
    Cli.Outcome outcome = new Cli(folder).run(command.split(" "));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.errorKind()).isEqualTo("usage");
    assertThat(outcome.error().get("details").get("help").asText()).endsWith(" --help");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void noCommandGetsTheHelpAsWell() {
    Cli.Outcome outcome = new Cli(folder).run();
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.errorKind()).isEqualTo("usage");
    assertThat(outcome.out()).contains("Usage: daybook", "record", "fold", "demo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "record --help",
        "fold --help",
        "fork --help",
        "lineage --help",
        "demo --help"
      })
  void helpShowsExamples(String command) {
    assertThat(new Cli(folder).run(command.split(" ")).succeeded().out())
        .contains("Usage: daybook", "Examples:");
  }

  @Test
  void tellsItsVersion() {
    assertThat(new Cli(folder).inAProcess().run("--version").succeeded().out())
        .matches("daybook \\d+\\.\\d+\\.\\d+\\S*\n");
  }

  @Test
  void sessionIdThatIsNoneIsRefusedWithoutRepeatingIt() {
    Cli.Outcome outcome = new Cli(folder).run("record", "../s3cret").failed();
    assertThat(outcome.errorKind()).isEqualTo("invalid_session_id");
    assertThat(outcome.err()).doesNotContain("s3cret");
  }

  @Test
  void folderThatCannotBeMadeIsAnError() {
    Cli cli = new Cli(folder);
    Cli.Outcome outcome = cli.run("record", "s", "--root", "err/here").failed();
    assertThat(outcome.errorKind()).isEqualTo("io_error");
  }
}
