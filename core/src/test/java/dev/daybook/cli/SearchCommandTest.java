package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command that finds words in the texts of sessions. */
class SearchCommandTest {

  @TempDir
  Path folder;

  private Cli cli;

  @BeforeEach
  void record() {
    cli = new Cli(folder);
    cli.runWith(
            "{\"type\":\"user_message\",\"ts\":\"2026-01-02T03:04:05Z\",\"data\":{\"text\":\"Make the"
                + " t\\u00e9st pass\"}}\n"
                + "{\"type\":\"tool_call\",\"ts\":\"2026-01-03T03:04:05Z\",\"data\":{\"call_id\":\"c\","
                + "\"name\":\"bash\",\"arguments\":\"mvn test\"}}\n",
            "record",
            "s-1")
        .succeeded();
  }

  @Test
  void aHitIsALineBelowItsSession() {
    List<String> lines = cli.run("search", "TÉST").succeeded().lines();
    assertThat(lines.get(0)).isEqualTo("s-1  Make the tést pass");
    assertThat(lines.get(1)).startsWith("  #0 2026-01-0").endsWith("  Make the tést pass");
    assertThat(lines.get(3)).startsWith("1 entry in 1 session; searched 1 session");
  }

  @Test
  void jsonHasTheTextAroundTheMatch() {
    List<String> lines = cli.run("search", "test", "--json").succeeded().lines();
    assertThat(lines).hasSize(1);
    JsonNode hit = Cli.json(lines.get(0));
    assertThat(hit.get("session").asText()).isEqualTo("s-1");
    assertThat(hit.get("seq").asInt()).isEqualTo(1);
    assertThat(hit.get("tool").asText()).isEqualTo("bash");
    assertThat(hit.get("field").asText()).isEqualTo("arguments");
    assertThat(hit.get("before").asText() + "|" + hit.get("match").asText() + "|"
            + hit.get("after").asText())
        .isEqualTo("mvn |test|");
  }

  @Test
  void countIsANumber() {
    assertThat(cli.run("search", "--regex", "t[eé]st", "--count").succeeded().out())
        .isEqualTo("2\n");
    JsonNode totals =
        Cli.json(cli.run("search", "test", "--count", "--json").succeeded().out());
    assertThat(totals.get("hits").asInt()).isEqualTo(1);
    assertThat(totals.get("sessions").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "search absent",
        "search pass --type tool_call",
        "search pass --role assistant",
        "search test --from 2026-01-02T12:00Z --to 2026-01-03T00:00Z",
        "search test --failed",
        "search TEST --case-sensitive"
      })
  void nothingFoundIsAFailure(String command) {
    Cli.Outcome outcome = cli.run(command.split(" ")).failed();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).startsWith("0 entries in 0 sessions");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          --tool read | "--tool","given":"read","there_are":{"bash":1}
          --tool-kind web | "--tool-kind","given":"web","there_are":{"shell":1}
          --type toolcall | "--type","given":"toolcall","there_are":{"tool_call":1,"user_message":1},"did_you_mean":["tool_call"]
          --role User | "--role","given":"User","there_are":{"assistant":1,"user":1},"did_you_mean":["user"]
          --role boss | "--role","given":"boss","there_are":{"assistant":1,"user":1}
          --state open | "--state","given":"open","there_are":{"paused":1}
          --agent codex | "--agent","given":"codex","there_are":{}
          """)
  void aFilterThatNothingPassesIsReportedWithWhatThereIs(String filter, String report) {
    Cli.Outcome outcome = cli.run(("search test " + filter).split(" ")).failed();
    assertThat(outcome.err())
        .isEqualTo("{\"report\":{\"kind\":\"no_such_value\",\"option\":" + report + "}}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--from 2026-01-04", "--to 2026-01-02", "--from 1d"})
  void ofAPeriodWithoutEntriesItSaysWhenThereAreSome(String period) {
    Cli.Outcome outcome = cli.run(("search test --json " + period).split(" ")).failed();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .isEqualTo("{\"report\":{\"kind\":\"no_entries_then\",\"first\":\"2026-01-02T03:04:05Z\","
            + "\"last\":\"2026-01-03T03:04:05Z\"}}\n");
  }

  @ParameterizedTest
  @CsvSource({
    "--tool bash, 1, arguments, mvn test",
    "--state paused --role user, 0, text, Make the tést pass",
    "--from 2026-01-03, 1, arguments, mvn test"
  })
  void withAFilterThePatternMayBeLeftOut(String filter, int seq, String field, String text) {
    String[] words = ("search --json " + filter).split(" ");
    JsonNode hit = Cli.json(cli.run(words).succeeded().out());
    assertThat(hit.get("seq").asInt()).isEqualTo(seq);
    assertThat(hit.get("field").asText()).isEqualTo(field);
    assertThat(hit.get("before").asText() + hit.get("match").asText()).isEmpty();
    assertThat(hit.get("after").asText()).isEqualTo(text);
    assertThat(cli.run("search", "--session", "s", "--count").succeeded().out()).isEqualTo("2\n");
  }

  @Test
  void anEntryWithoutTextsIsFoundToo() {
    cli.runWith(
        "{\"type\":\"message_delta\",\"data\":{}}\n{\"type\":\"x.y\",\"data\":{\"n\":1}}\n",
        "record",
        "s-3");
    JsonNode hit =
        Cli.json(cli.run("search", "--type", "x.y", "--json").succeeded().out());
    assertThat(hit.get("field").asText() + hit.get("after").asText()).isEmpty();
  }

  @Test
  void aSubAgentsSessionIsNamedWithTheOneThatCalledIt() {
    cli.runWith(
            "{\"type\":\"session_started\",\"data\":{\"agent_name\":\"helper\","
                + "\"parent_session_id\":\"s-1\"}}\n"
                + "{\"type\":\"user_message\",\"data\":{\"text\":\"Look around\"}}\n",
            "record",
            "s-4")
        .succeeded();
    assertThat(cli.run("search", "around").succeeded().lines().get(0))
        .isEqualTo("s-4 < s-1  Look around");
    assertThat(
            Cli.json(cli.run("search", "around", "--json").out()).get("parent").asText())
        .isEqualTo("s-1");
  }

  @Test
  void twoPatternsAreToBeQuoted() {
    Cli.Outcome outcome = cli.run("search", "make", "test");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error().get("message").asText())
        .contains("quote a pattern of several words");
  }

  @Test
  void aBeginningThatNoSessionHasIsReported() {
    assertThat(cli.run("search", "test", "--session", "s-2").failed().err())
        .isEqualTo("{\"report\":{\"kind\":\"no_such_session\",\"session\":\"s-2\"}}\n");
  }

  @Test
  void failedFindsTheSessionWhereATestFailed() {
    cli.runWith(
            "{\"type\":\"tool_result\",\"data\":{\"call_id\":\"c\",\"ok\":false,"
                + "\"output\":\"a test failed\"}}\n"
                + "{\"type\":\"tool_result\",\"data\":{\"call_id\":\"d\",\"ok\":true,"
                + "\"output\":\"a test passed\"}}\n",
            "record",
            "s-2")
        .succeeded();
    assertThat(cli.run("search", "--failed", "test", "--json").succeeded().lines())
        .singleElement()
        .satisfies(line -> assertThat(line).contains("\"s-2\"", "\"seq\":0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "search test --tool bash --tool-kind shell --role assistant --type tool_call",
        "search test --from 2026-01-03 --to 2026-01-05",
        "search test --from 2026-01-02T04:04:05+01:00",
        "search test --from 9999w --to 1s",
        "search pass --limit 1 --session s"
      })
  void eachFilterLetsThrough(String command) {
    cli.run(command.split(" ")).succeeded();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "search",
        "search --regex (",
        "search --regex --failed",
        "search --limit 3",
        "search x --from soon",
        "search x --from today --to yesterday",
        "search x --state asleep",
        "search x --limit 0",
        "search x --all --root y"
      })
  void whatMakesNoSenseIsMisuse(String command) {
    assertThat(cli.run(command.split(" ")).exitCode()).isEqualTo(2);
  }

  @Test
  void skippedLinesAreReported() throws Exception {
    Files.writeString(cli.sessionFile("s-1"), "no entry, a test\n", StandardOpenOption.APPEND);
    Cli.Outcome outcome = cli.run("search", "test");
    assertThat(outcome.exitCode()).isZero();
    JsonNode report = Cli.json(Cli.lines(outcome.err()).get(0)).get("report");
    assertThat(report.get("kind").asText()).isEqualTo("lines_skipped");
    assertThat(report.get("lines").asInt()).isEqualTo(1);
  }

  @Test
  void whatATerminalObeysIsShownByItsNumber() {
    cli.runWith(
            "{\"type\":\"user_message\",\"data\":{\"text\":\"\\u001b[31mred\\nalert\"}}",
            "record",
            "s-2")
        .succeeded();
    assertThat(cli.run("search", "red").succeeded().out()).contains("<U+001B>[31mred alert");
  }
}
