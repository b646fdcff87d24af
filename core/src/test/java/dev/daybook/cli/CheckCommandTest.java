package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code check} on real, on damaged and on hostile sessions. */
class CheckCommandTest {

  @TempDir
  Path folder;

  private Cli cli() {
    return new Cli(folder);
  }

  private void record(String session, String... events) {
    cli().runWith(String.join("\n", events) + "\n", "record", session).succeeded();
  }

  private static String event(String type, String data) {
    return "{\"type\":\"" + type + "\",\"data\":" + data + "}";
  }

  private static String userMessage() {
    return event("user_message", "{\"text\":\"secret words\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "human-eval-fix, 5, 4, 1, call_10",
    "marshmallow-cursors, 12, 11, 1, call_24",
    "marshmallow-default, 14, 13, 1, call_28",
    "marshmallow-xml, 11, 10, 1, call_22",
    "simple-function-calling, 5, 5, 0,",
    "test-repo, 4, 4, 0,"
  })
  void findsTheOpenCallsOfRealSessions(
      String session, long calls, long results, long open, String callId) throws IOException {
    cli()
        .runWith(resource("/sessions/" + session + ".ndjson"), "record", session)
        .succeeded();
    JsonNode json = Cli.json(cli().run("check", session, "--json").succeeded().out());

    JsonNode tools = json.get("tools");
    assertThat(tools.get("calls").asLong()).isEqualTo(calls);
    assertThat(tools.get("results").asLong()).isEqualTo(results);
    assertThat(tools.get("open").asLong()).isEqualTo(open);
    assertThat(json.get("status").asText()).isEqualTo(open == 0 ? "ready" : "ready_with_warnings");
    if (open > 0) {
      assertThat(tools.get("first_open").get(0).get("call_id").asText()).isEqualTo(callId);
      assertThat(json.get("finding_counts").toString())
          .isEqualTo("{\"tool_call_without_result\":1}");
    } else {
      assertThat(json.get("findings")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"marshmallow-from-source, 13", "marshmallow-function-calling, 11"})
  void findsTheIdentifiersThatRealSessionsUseAgain(String session, long calls) throws IOException {
    cli()
        .runWith(resource("/sessions/" + session + ".ndjson"), "record", session)
        .succeeded();
    JsonNode json = Cli.json(cli().run("check", session, "--json").succeeded().out());
    assertThat(json.get("tools").get("calls").asLong()).isEqualTo(calls);
    assertThat(json.get("tools").get("results").asLong()).isEqualTo(calls);
    assertThat(json.get("finding_counts").fieldNames())
        .toIterable()
        .containsExactly("duplicate_tool_call");
  }

  @Test
  void jsonHasEverything() {
    record(
        "s",
        userMessage(),
        event("tool_call", "{\"call_id\":\"c\",\"name\":\"bash\",\"arguments\":\"{}\"}"),
        event("provider_usage", "{\"usage_summary\":{\"input_tokens\":3,\"output_tokens\":4}}"),
        event("source_changed", "{\"completeness\":\"partial\"}"),
        event("gap", "{\"count\":2,\"reason\":\"overflow\"}"));
    JsonNode json = Cli.json(cli().run("check", "s", "--json").succeeded().out());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "session",
            "status",
            "entries",
            "lines",
            "bytes",
            "torn_tail_bytes",
            "first_ts",
            "last_ts",
            "event_counts",
            "unknown_types",
            "other_events",
            "tools",
            "turns",
            "usage",
            "completeness",
            "missing_events",
            "finding_counts",
            "findings");
    assertThat(json.get("session").asText()).isEqualTo("s");
    assertThat(json.get("entries").asLong()).isEqualTo(5);
    assertThat(json.get("event_counts").get("gap").asLong()).isEqualTo(1);
    assertThat(json.get("turns").asLong()).isEqualTo(1);
    assertThat(json.get("usage").get("source").asText()).isEqualTo("provider_usage");
    assertThat(json.get("usage").get("input").asLong()).isEqualTo(3);
    assertThat(json.get("completeness").asText()).isEqualTo("partial");
    assertThat(json.get("missing_events").asLong()).isEqualTo(2);
    JsonNode finding = json.get("findings").get(0);
    assertThat(finding.get("kind").asText()).isEqualTo("user_turn_without_answer");
    assertThat(finding.get("severity").asText()).isEqualTo("warning");
    assertThat(finding.get("seq").asLong()).isZero();
    assertThat(finding.get("line").asLong()).isEqualTo(1);
    assertThat(finding.get("offset").asLong()).isZero();
    assertThat(json.toString()).doesNotContain("secret");
  }

  @Test
  void textHasTheStatusFirstAndAHintLast() {
    record(
        "s",
        userMessage(),
        event("tool_call", "{\"call_id\":\"c\",\"name\":\"bash\",\"arguments\":\"{}\"}"));
    String text = cli().run("check", "s").succeeded().out();
    assertThat(text)
        .startsWith("ready_with_warnings: s\n  entries   2 in 2 lines, ")
        .contains("  tools     1 calls, 0 results, 0 blocked, 1 open\n")
        .contains("\nwarning: tool_call_without_result (1)\n  line 2, seq 1, offset ")
        .contains(": a tool call has no result: call_id=c, tool=bash\n  -> the tool is still")
        .doesNotContain("secret");
  }

  @Test
  void aDamagedFileIsBlocked() throws IOException {
    record("s", userMessage(), userMessage(), userMessage());
    Path file = cli().sessionFile("s");
    Files.writeString(file, Cli.read(file).replaceFirst("secret", "secreT"));
    Cli.Outcome text = cli().run("check", "s").failed();
    assertThat(text.err()).isEmpty();
    assertThat(text.out())
        .startsWith("blocked: s\n")
        .contains("\nerror: crc_mismatch (1)\n  line 1, offset 0: ")
        .contains("fold --lenient")
        .doesNotContain("secre");
    Cli.Outcome json = cli().run("check", "s", "--json").failed();
    assertThat(Cli.json(json.out()).get("status").asText()).isEqualTo("blocked");
  }

  @Test
  void aLostLineIsBlocked() throws IOException {
    record("s", userMessage(), userMessage(), userMessage());
    Path file = cli().sessionFile("s");
    List<String> lines = Cli.lines(Cli.read(file));
    Files.writeString(file, lines.get(0) + "\n" + lines.get(2) + "\n");
    assertThat(cli().run("check", "s").failed().out())
        .contains("error: seq_gap (1)\n  line 2, seq 2");
  }

  @Test
  void aTornTailIsAWarning() throws IOException {
    record("s", userMessage());
    Files.writeString(cli().sessionFile("s"), "{\"v\":1", StandardOpenOption.APPEND);
    assertThat(cli().run("check", "s").succeeded().out())
        .startsWith("ready_with_warnings: s\n")
        .contains("warning: torn_tail (1)\n  line 2, offset ");
  }

  @Test
  void showsTheFirstPlacesUnlessAllAreAskedFor() {
    String failed = event(
        "turn_failed",
        "{\"terminal_status\":\"x\",\"error_kind\":\"x\",\"error_message\":\"secret\"}");
    record("s", failed, failed, failed, failed, failed);
    assertThat(cli().run("check", "s").succeeded().out())
        .contains("warning: turn_failed (5)\n")
        .contains("\n  line 3, ")
        .contains("\n  and 2 more; --all shows 5\n")
        .doesNotContain("\n  line 4, ");
    assertThat(cli().run("check", "s", "--all").succeeded().out())
        .contains("\n  line 5, ")
        .doesNotContain(" more");
  }

  @Test
  void aMissingSessionIsAnErrorAndTheOthersAreCheckedAllTheSame() {
    record("one", userMessage());
    record("two", userMessage());
    Cli.Outcome outcome = cli().run("check", "one", "absent", "two", "--json").failed();
    assertThat(outcome.errorKind()).isEqualTo("session_not_found");
    assertThat(outcome.lines())
        .extracting(line -> Cli.json(line).get("session").asText())
        .containsExactly("one", "two");
    assertThat(cli().run("check", "one", "two").succeeded().out())
        .startsWith("ready: one\n")
        .contains("\n\nready: two\n");
  }

  @Test
  void namesTheTypesThatItDoesNotKnow() {
    record("s", event("user_mesage", "{}"), event("user_message", "{\"text\":\"hi\"}"));
    assertThat(cli().run("check", "s").succeeded().out())
        .startsWith("ready: s\n")
        .contains("unknown   user_mesage (not Daybook's types; kept as they are)\n");
    assertThat(cli().run("check", "s", "--json").succeeded().out())
        .contains("\"unknown_types\":[\"user_mesage\"]");
  }

  @Test
  void namesOutOfTheFileDoNotSteerTheTerminal() {
    record(
        "s",
        event("\\u001b[2J", "{}"),
        event(
            "tool_call",
            "{\"call_id\":\"\\u001b[31m\\n\",\"name\":\"\\u202e\",\"arguments\":\"{}\"}"));
    assertThat(cli().run("check", "s").succeeded().out())
        .contains("<U+001B>[2J 1")
        .contains("call_id=<U+001B>[31m<U+000A>, tool=<U+202E>\n")
        .doesNotContain("\u001b", "\u202e");
  }

  @Test
  void aLineOverTheLimitBlocks() {
    record("s", event("user_message", "{\"text\":\"" + "a".repeat(5000) + "\"}"));
    assertThat(cli().run("check", "s", "--max-line-bytes", "1024").failed().out())
        .contains("error: line_too_long (1)")
        .contains("raise --max-line-bytes");
    cli().run("check", "s").succeeded();
  }

  @Test
  void withoutASessionItIsCalledWrongly() {
    Cli.Outcome outcome = cli().run("check");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.errorKind()).isEqualTo("usage");
    assertThat(cli().run("check", "--help").succeeded().out()).contains("Examples:");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = CheckCommandTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
