package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageCommandTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private static final String EVENTS = """
      {"type":"session_started","ts":"2026-01-02T23:00:00Z","data":{"agent_name":"coder","model":"m-1"}}
      {"type":"assistant_message","ts":"2026-01-02T23:00:02Z","data":{"text":"x","tool_calls":[{"call_id":"c","name":"bash","arguments":"{}"}]}}
      {"type":"provider_usage","ts":"2026-01-02T23:00:02Z","data":{"model":"m-1","usage_summary":{"input_tokens":1234567,"output_tokens":45,"total_cost_usd":1.234}}}
      {"type":"tool_result","ts":"2026-01-03T03:04:10Z","data":{"call_id":"c","ok":false,"output":"x"}}
      {"type":"provider_usage","ts":"2026-01-03T03:04:10Z","data":{"model":"m-2","usage_summary":{"input_tokens":10,"output_tokens":45}}}
      """;

  @TempDir
  Path folder;

  private Cli cli() {
    return new Cli(folder);
  }

  private void record(String session) {
    cli().runWith(EVENTS, "record", session).succeeded();
  }

  @Test
  void printsATableWithATotalAndNotes() {
    record("s");
    assertThat(cli().run("usage", "--utc").succeeded().out()).isEqualTo("""
        DAY         SESSIONS  CALLS      INPUT  OUTPUT    COST  TOOLS  FAILED  ACTIVE
        2026-01-02         1      1  1,234,567      45   $1.23      1           2.0 s
        2026-01-03         1      1         10      45                      1
        TOTAL              1      2  1,234,577      90  $1.23+      1       1   2.0 s
        no cost of 1 call: m-2; --prices FILE gives prices
        """);
    assertThat(cli().run("usage", "--by", "tool").succeeded().out()).isEqualTo("""
        TOOL   SESSIONS  TOOLS  FAILED
        bash          1      1       1
        TOTAL         1      1       1
        """);
  }

  @Test
  void jsonIsOneObjectARowWithoutWhatIsNotKnown() {
    record("s");
    Cli.Outcome outcome = cli().run("usage", "--utc", "--json");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.lines()).hasSize(2);
    assertThat(outcome.lines().get(1))
        .isEqualTo("{\"day\":\"2026-01-03\",\"sessions\":1,\"model_calls\":1,\"input_tokens\":10,"
            + "\"output_tokens\":45,\"unpriced_calls\":1,\"tool_calls\":0,\"failed_tools\":1,"
            + "\"failed_calls\":0,\"active_ms\":0}");
    JsonNode first = Cli.json(outcome.lines().get(0));
    assertThat(first.get("cost_usd").asDouble()).isEqualTo(1.234);
    assertThat(outcome.err())
        .isEqualTo("{\"report\":{\"kind\":\"unpriced\",\"model\":\"m-2\",\"calls\":1}}\n");
  }

  @Test
  void pricesFillInWhatWasNotRecorded() throws Exception {
    record("s");
    Path prices = Files.writeString(
        folder.resolve("prices.json"), "{\"m-*\":{\"input\":100000,\"output\":0}}");
    String text = cli()
        .run("usage", "--by", "model", "--prices", prices.toString())
        .succeeded()
        .out();
    assertThat(text)
        .contains("$1.23 ")
        .contains("$1.00")
        .contains("$2.23")
        .doesNotContain("no cost");
    Cli.Outcome absent =
        cli().run("usage", "--prices", folder.resolve("none").toString()).failed();
    assertThat(absent.errorKind()).isEqualTo("io_error");
  }

  @Test
  void choosesSessionsModelsAgentsAndTimes() {
    record("s-1");
    record("s-2");
    assertThat(rows("--session", "s-1", "--by", "session")).containsExactly("s-1");
    assertThat(rows("--session", "s", "--by", "session")).containsExactly("s-1", "s-2");
    assertThat(rows("--session", "@latest", "--by", "session")).hasSize(1);
    assertThat(rows("--model", "m-2", "--by", "model")).containsExactly("m-2");
    assertThat(rows("--agent", "other", "--by", "agent")).isEmpty();
    assertThat(rows("--from", "2026-01-03", "--by", "day")).containsExactly("2026-01-03");
    assertThat(rows("--to", "2026-01-03T00:00:00Z", "--by", "day")).containsExactly("2026-01-02");
    assertThat(rows("--from", "1w", "--by", "day")).isEmpty();
  }

  private List<String> rows(String... words) {
    String[] all = new String[words.length + 3];
    all[0] = "usage";
    all[1] = "--utc";
    all[2] = "--json";
    System.arraycopy(words, 0, all, 3, words.length);
    return cli().run(all).lines().stream()
        .map(line -> Cli.json(line).get(words[words.length - 1]).asText())
        .toList();
  }

  @Test
  void aFilterThatNothingPassesIsReportedWithWhatThereIs() {
    record("s");
    Cli.Outcome outcome = cli().run("usage", "--agent", "codr", "--model", "m-*");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).isEqualTo("no usage to count\n");
    assertThat(outcome.err())
        .isEqualTo(
            "{\"report\":{\"kind\":\"no_such_value\",\"option\":\"--agent\",\"given\":\"codr\","
                + "\"there_are\":{\"coder\":1},\"did_you_mean\":[\"coder\"]}}\n");
    assertThat(cli().run("usage", "--session", "t").failed().err())
        .isEqualTo("{\"report\":{\"kind\":\"no_such_session\",\"session\":\"t\"}}\n");
    // there is one, at another time
    assertThat(cli().run("usage", "--agent", "coder", "--from", "1d").err())
        .doesNotContain("no_such_value");
  }

  @Test
  void aSessionIsCountedWithItsSubAgentsUnlessItSaysOtherwise() {
    record("child");
    cli()
        .runWith(
            "{\"type\":\"subagent_event\",\"data\":{\"event\":\"started\",\"subagent_id\":\"a\","
                + "\"child_session_id\":\"child\"}}\n",
            "record",
            "lead")
        .succeeded();
    assertThat(cli()
            .run("usage", "--session", "lead", "--by", "session")
            .succeeded()
            .out())
        .contains("\nchild ", "\nlead", "\nTOTAL ")
        .contains(
            "\nwith 1 sub-agent, each a session of its own; --no-sub-agents leaves them out\n");
    assertThat(cli()
            .run("usage", "--session", "lead", "--by", "session", "--no-sub-agents")
            .succeeded()
            .out())
        .contains("\nlead")
        .doesNotContain("child", "sub-agent");
    assertThat(cli().run("usage", "--session", "lead", "--json").err())
        .contains("{\"report\":{\"kind\":\"sub_agents\",\"sessions\":1}}");
  }

  @Test
  void subAgentsAreLeftOutOfASessionAlone() {
    record("s");
    Cli.Outcome outcome = cli().run("usage", "--no-sub-agents");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("--no-sub-agents goes with --session");
  }

  @Test
  void whatCopiesRepeatIsNamed() {
    String imported = EVENTS
        .replace("\"agent_name\"", "\"backfilled\":true,\"agent_name\"")
        .replace("\"type\":\"provider_usage\"", "\"type\":\"provider_usage\",\"id\":\"u\"");
    cli().runWith(imported, "record", "old").succeeded();
    cli().runWith(imported, "record", "old.2").succeeded();
    Cli.Outcome outcome = cli().run("usage", "--utc").succeeded();
    assertThat(outcome.out())
        .contains("\n1 session has entries of others, as an older version, a copy or a fork: old;"
            + " each counts once\n");
    assertThat(cli().run("usage", "--json").err()).contains("\"kind\":\"repeated_entries\"");
  }

  @Test
  void ofAPeriodWithoutUsageItSaysWhenThereIsSome() {
    record("s");
    Cli.Outcome outcome = cli().run("usage", "--from", "2026-01-04", "--json");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .isEqualTo("{\"report\":{\"kind\":\"no_entries_then\",\"first\":\"2026-01-02T23:00:00Z\","
            + "\"last\":\"2026-01-03T03:04:10Z\"}}\n");
  }

  @Test
  void aFaultInAListOfPricesIsNamedByFileAndLine() throws Exception {
    record("s");
    Path prices = folder.resolve("prices.json");
    Files.writeString(prices, "{\n \"a\":{\"input\":1,\"output\":\"2\"}}");
    JsonNode error = cli().run("usage", "--prices", prices.toString()).failed().error();
    assertThat(error.get("details").get("file").asText()).endsWith("prices.json");
    assertThat(error.get("details").get("line").asInt()).isEqualTo(2);
  }

  @Test
  void aDamagedLineIsANoteAndASessionThatCannotBeReadAnError() throws Exception {
    record("s");
    Path file = cli().sessionFile("s");
    Files.writeString(file, Cli.read(file).replace("1234567", "7654321"));
    assertThat(cli().run("usage").succeeded().out())
        .contains("\n1 line skipped in s; daybook verify shows them\n");
    Files.createDirectory(file.resolveSibling("t.ndjson"));
    Cli.Outcome outcome = cli().run("usage", "--utc").failed();
    assertThat(outcome.out()).contains("2026-01-03");
    assertThat(outcome.error().get("message").asText()).isNotEmpty();
  }

  @Test
  void namesOutOfTheFileDoNotSteerTheTerminal() {
    cli()
        .runWith(
            "{\"type\":\"provider_usage\",\"data\":{\"model\":\"\\u001b[2J\",\"usage_summary\":{}}}\n",
            "record",
            "s")
        .succeeded();
    assertThat(cli().run("usage", "--by", "model").succeeded().out())
        .contains("<U+001B>[2J")
        .doesNotContain("\u001b");
    assertThat(cli().run("usage", "--by", "model", "--json").out()).doesNotContain("\u001b");
  }

  @ParameterizedTest
  @CsvSource({
    "--by weeks, week",
    "--from tomorrow, --from is no time",
    "--from 1d --to 2d, --from is not before --to",
    "--from 2026-01-02 --to 2026-01-02, --from is not before --to",
    "--from 2026-13-01, --from is no time",
    "--all --session @latest, --all excludes"
  })
  void whatItDoesNotTakeIsCalledWrongly(String words, String message) {
    String[] all = ("usage " + words).split(" ", -1);
    Cli.Outcome outcome = cli().run(all);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-29T12:00:00Z, 2026-11-29T12:00:00Z",
    "2026-11-29T12:00:00.5+01:00, 2026-11-29T11:00:00.500Z",
    "2026-11-29, 2026-11-29T00:00:00Z",
    "30m, 2026-11-30T11:30:00Z",
    "2h, 2026-11-30T10:00:00Z",
    "3d, 2026-11-27T12:00:00Z",
    "1w, 2026-11-23T12:00:00Z",
    "45s, 2026-11-30T11:59:15Z"
  })
  void aBoundIsATimeADateOrADistance(String text, Instant expected) {
    assertThat(bound(text)).isEqualTo(expected);
  }

  @Test
  void anyOtherBoundIsRefused() {
    for (String text : List.of("", "w", "1y", "-1d", "9999999999d", "2026-1-1", "2026-11-29T12")) {
      assertThat(bound(text)).as(text).isNull();
    }
  }

  private static @Nullable Instant bound(String text) {
    return TimeBound.parse(text, NOW, ZoneOffset.UTC);
  }
}
