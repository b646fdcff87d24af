package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command's answer to a wrong call, or to a question for help. */
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

  /** As of any command in a shell: letters together, a value that follows its letter at once. */
  @ParameterizedTest
  @CsvSource({
    "tail s -n2, tail s -n 2 --follow",
    "tail s -fn2, tail s -n 2 --follow",
    "tail s -fn 2, tail s -n 2 --follow",
    "tail s -n=2, tail s -n 2 --follow",
    "tail -2 s, tail s -n 2 --follow",
    "show -n2 s, show s --last 2",
    "show -2 s, show s --last 2",
    "replay s -n1, replay s --last 1",
    "ls -n1, ls --limit 1",
    "ls -0, ls --limit 0",
    "help, --help",
    "help ls, ls --help",
    "help ls --no-pager, ls --help",
    "help help, --help",
    "help --help, --help"
  })
  void shortFormsMeanTheSame(String given, String meant) {
    Cli cli = new Cli(folder);
    cli.runWith(
            "{\"type\":\"user_message\",\"data\":{\"text\":\"a\"}}\n".repeat(3)
                + "{\"type\":\"session_ended\",\"data\":{}}\n",
            "record",
            "s")
        .succeeded();
    Cli.Outcome expected = cli.run(meant.split(" ")).succeeded();
    assertThat(cli.run(given.split(" ")).succeeded().out()).isEqualTo(expected.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tail s -fx | no such option: -x |",
        "tail s -fn | -n needs a value: -n N |",
        "tail s -nx | --last needs a whole number: given=x, least=0 |",
        "ls -json | no such option: -json | --json",
        "fold s -5 | no such option: -5 |",
        "--root r ls | options stand behind the command: daybook ls --root |",
        "--json ls | options stand behind the command: daybook ls --json |",
        "-n5 tail | options stand behind the command: daybook tail -n |",
        "--purge | options stand behind the command: daybook COMMAND --purge |",
        "help lss | no such command: lss | ls",
        "hlep | no such command: hlep | help",
      })
  void whatIsWrongIsNamed(String command, String message, String meant) {
    Cli.Outcome outcome = new Cli(folder).run(command.split(" "));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error().get("message").asText()).isEqualTo(message);
    JsonNode names = outcome.error().get("details").path("did_you_mean");
    assertThat(names.path(0).asText(null)).isEqualTo(meant);
  }

  /** What is wrong with it, in words of a shell; the rules of ids alone would not say it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path @latest | no session's id begins with @; @latest and @active are all that do, where a"
            + " session is read",
        "exists @latest | no session's id begins with @; @latest and @active are all that do, where"
            + " a session is read",
        "show @lates | no session's id begins with @; @latest and @active are all that do, where a"
            + " session is read",
        "record -- -x | a session's id begins with a letter, a digit or _: character=U+002D",
        "record a:b | a session's id has letters, digits, -, _ and . only: character=U+003A",
        "record x. | a session's id does not end with a dot",
        "record CON | Windows keeps that name for a device; give the session another id",
        "record con.txt | Windows keeps that name for a device; give the session another id",
      })
  void whatIsWrongWithAnIdIsSaid(String command, String message) {
    Cli.Outcome outcome = new Cli(folder).run(command.split(" "));
    assertThat(outcome.exitCode()).isPositive();
    assertThat(outcome.errorKind()).isEqualTo("invalid_session_id");
    assertThat(outcome.error().get("message").asText()).isEqualTo(message);
  }

  @Test
  void longAndEmptyAndOddIdsAreSaidToBeSo() {
    Cli cli = new Cli(folder);
    assertThat(cli.run("record", "a".repeat(236)).error().get("message").asText())
        .isEqualTo("a session's id is too long: bytes=236, most=235");
    assertThat(cli.run("record", "").error().get("message").asText())
        .isEqualTo("a session's id is empty; give one");
    assertThat(cli.run("record", "u\u0308").error().get("message").asText())
        .isEqualTo("a session's id is spelled with composed letters (normal form C of Unicode)");
    assertThat(
            cli.run("show", "@lates").error().get("details").get("did_you_mean").toString())
        .isEqualTo("[\"@latest\"]");
  }

  @Test
  void printsItsVersion() {
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
