package dev.daybook.internal.exchange.opencode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.UsageSummary;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.exchange.gemini.GeminiLines;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The reading of OpenCode's exports. */
class OpenCodeFormatTest {

  private static final OpenCodeFormat FORMAT = new OpenCodeFormat();

  private static String export(String info, String... messages) {
    return "{\"info\":{\"id\":\"ses_1\",\"projectID\":\"p\",\"directory\":\"/work\","
        + "\"time\":{\"created\":1000,\"updated\":2000}" + info + "},\"messages\":["
        + String.join(",", messages) + "]}";
  }

  private static String user(String id, String... parts) {
    return "{\"info\":{\"id\":\"" + id + "\",\"role\":\"user\",\"time\":{\"created\":1000},"
        + "\"agent\":\"build\",\"model\":{\"providerID\":\"pr\",\"modelID\":\"mo\"}},\"parts\":["
        + String.join(",", parts) + "]}";
  }

  private static String assistant(String id, String info, String... parts) {
    return "{\"info\":{\"id\":\"" + id + "\",\"role\":\"assistant\",\"modelID\":\"mo\","
        + "\"providerID\":\"pr\",\"time\":{\"created\":1500}" + info + "},\"parts\":["
        + String.join(",", parts) + "]}";
  }

  private static String part(String id, String type, String rest) {
    return "{\"id\":\"" + id + "\",\"type\":\"" + type + "\"" + (rest.isEmpty() ? "" : "," + rest)
        + "}";
  }

  private static String text(String id, String text) {
    return part(id, "text", "\"text\":\"" + text + "\"");
  }

  private static String tool(String id, String name, String state) {
    return part(
        id,
        "tool",
        "\"callID\":\"call_" + id + "\",\"tool\":\"" + name + "\",\"state\":{" + state + "}");
  }

  private static GeminiLines read(String text) {
    assertThat(FORMAT.recognises(GeminiLines.head(text))).isTrue();
    return GeminiLines.read(FORMAT, text);
  }

  @Test
  void mapsMessagesAndTheirParts() {
    GeminiLines lines = read(export(
        ",\"title\":\"Tidy up\"",
        user(
            "m1",
            text("p1", "do it"),
            part("p2", "file", "\"mime\":\"image/png\",\"url\":\"data:image/png;base64,AAAA\""),
            part("p3", "text", "\"text\":\"file content\",\"synthetic\":true"),
            part("p4", "agent", "\"name\":\"explore\"")),
        assistant(
            "m2",
            ",\"cost\":0.5,\"tokens\":{\"input\":10,\"output\":4,\"reasoning\":1,"
                + "\"cache\":{\"read\":7,\"write\":2}}",
            part("q0", "step-start", ""),
            part("q1", "reasoning", "\"text\":\"hm\",\"time\":{\"start\":1600}"),
            text("q2", "I do."),
            tool(
                "q3",
                "bash",
                "\"status\":\"completed\",\"input\":{\"c\": 1},\"output\":\"no\","
                    + "\"metadata\":{\"exit\":1,\"output\":\"no\",\"x\":true},"
                    + "\"time\":{\"start\":1700,\"end\":1950}"),
            tool("q4", "read", "\"status\":\"error\",\"input\":{},\"error\":\"no file\""),
            tool(
                "q5",
                "edit",
                "\"status\":\"error\",\"input\":{},\"error\":\"The user rejected permission\""),
            tool(
                "q6",
                "bash",
                "\"status\":\"completed\",\"input\":{},\"output\":\"\","
                    + "\"metadata\":{\"timeout\":true}"),
            tool("q7", "bash", "\"status\":\"running\",\"input\":{}"),
            part("q8", "step-finish", "\"tokens\":{\"input\":10}"))));
    assertThat(lines.types())
        .containsExactly(
            "opencode.session",
            "user_message",
            "system_message",
            "opencode.agent",
            "opencode.step_start",
            "reasoning",
            "assistant_message",
            "tool_call",
            "tool_call",
            "tool_call",
            "tool_call",
            "tool_call",
            "tool_result",
            "tool_result",
            "tool_blocked",
            "tool_result",
            "opencode.step_finish",
            "provider_usage");
    assertThat(lines.said().subList(0, 3))
        .containsExactly(
            "user: do it",
            "user: file content",
            "assistant: I do. [bash{\"c\": 1}, read{}, edit{}, bash{}, bash{}]");
    ToolResult failed = lines.events(ToolResult.class).get(0);
    assertThat(failed.ok()).isFalse();
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.durationMs()).isEqualTo(250);
    assertThat(failed.data().text()).isEqualTo("{\"x\":true}");
    assertThat(lines.events(ToolResult.class).get(1).error().message()).isEqualTo("no file");
    assertThat(lines.events(ToolResult.class).get(2).error().kind()).isEqualTo("timeout");
    assertThat(lines.events(ToolBlocked.class).get(0).callId()).isEqualTo("call_q5");
    assertThat(lines.events(ProviderUsage.class)).hasSize(1);
    assertThat(lines.events(ProviderUsage.class).get(0).usageSummary())
        .isEqualTo(new UsageSummary(10L, 5L, 7L, 2L, 1L, null, 0.5));
    assertThat(lines.events(UserMessage.class).get(0).resources().get(0).sizeBytes())
        .isEqualTo(3);
    assertThat(lines.entries().get(7).ts()).isEqualTo(Instant.ofEpochMilli(1600));
    SessionStarted started = lines.events(SessionStarted.class).get(0);
    assertThat(started.title()).isEqualTo("Tidy up");
    assertThat(started.cwd()).isEqualTo("/work");
    assertThat(started.model()).isEqualTo("mo");
  }

  @Test
  void theStepsOfOneMessageCountOneByOne() {
    String tokens = "\"tokens\":{\"input\":3,\"output\":1}";
    GeminiLines lines = read(export(
        "",
        user("m1", text("p", "x")),
        assistant(
            "m2",
            "," + tokens,
            part("a", "step-finish", tokens),
            part("b", "step-finish", tokens))));
    assertThat(lines.events(ProviderUsage.class)).hasSize(2);
  }

  @Test
  void aSummaryStandsForWhatCameBefore() {
    GeminiLines lines = read(export(
        "",
        user("m1", text("a", "one")),
        assistant("m2", "", text("b", "1")),
        user("m3", part("c", "compaction", "\"auto\":true")),
        assistant("m4", ",\"summary\":true,\"finish\":\"stop\"", text("d", "so far")),
        user("m5", text("e", "two"))));
    assertThat(lines.events(HistoryCompaction.class).get(0).trigger().wireName())
        .isEqualTo("auto");
    assertThat(lines.said()).containsExactly("system: so far", "user: two");
  }

  @Test
  void aRevertedSessionEndsBeforeTheMessageOrPart() {
    String[] messages = {
      user("m1", text("a", "one")),
      assistant("m2", "", text("b", "1"), text("c", "more")),
      user("m3", text("d", "two"))
    };
    assertThat(read(export(",\"revert\":{\"messageID\":\"m3\"}", messages)).said())
        .containsExactly("user: one", "assistant: 1", "assistant: more");
    assertThat(read(export(",\"revert\":{\"messageID\":\"m2\",\"partID\":\"c\"}", messages))
            .said())
        .containsExactly("user: one", "assistant: 1");
  }

  @Test
  void aTaskNamesTheSessionOfItsAgent() {
    GeminiLines lines = read(export(
        "",
        user("m1", text("a", "one")),
        assistant(
            "m2",
            "",
            tool(
                "b",
                "task",
                "\"status\":\"completed\",\"input\":{\"description\":\"look\","
                    + "\"subagent_type\":\"explore\"},\"output\":\"found\","
                    + "\"metadata\":{\"sessionId\":\"ses-2\"}"))));
    SubagentEvent child = lines.events(SubagentEvent.class).get(0);
    assertThat(child.event()).isEqualTo(SubagentPhase.FINISHED);
    assertThat(child.childSessionId()).isEqualTo("ses-2");
    assertThat(child.agent()).isEqualTo("explore");
    assertThat(child.task()).isEqualTo("look");
  }

  @Test
  void aFailedAnswerIsNoPartOfTheConversation() {
    GeminiLines lines = read(export(
        "",
        user("m1", text("a", "one")),
        assistant(
            "m2",
            ",\"error\":{\"name\":\"APIError\",\"data\":{\"message\":\"overloaded\"}}",
            text("b", "hal")),
        assistant(
            "m3",
            ",\"error\":{\"name\":\"MessageAbortedError\",\"data\":{\"message\":\"stop\"}}",
            text("c", "so far"))));
    assertThat(lines.said()).containsExactly("user: one", "assistant: so far");
    assertThat(lines.events(TurnFailed.class))
        .extracting(TurnFailed::terminalStatus)
        .containsExactly("failed", "interrupted");
  }

  @Test
  void aCallThatIsBeingWrittenHasItsArgumentsAsText() {
    GeminiLines lines = read(export(
        "",
        user("m1", text("a", "one")),
        assistant(
            "m2", "", tool("b", "x", "\"status\":\"pending\",\"input\":{},\"raw\":\"{\\\"a\""))));
    assertThat(lines.events(ToolCall.class).get(0).arguments()).isEqualTo("{\"a");
  }

  @Test
  void doesNotTakeTheOutputOfARunForAnExport() {
    assertThat(FORMAT.recognises(
            GeminiLines.head("{\"type\":\"step_start\",\"timestamp\":1,\"sessionID\":\"s\","
                + "\"part\":{\"id\":\"p\",\"messageID\":\"m\",\"type\":\"step-start\"}}\n")))
        .isFalse();
    assertThat(FORMAT.recognises(GeminiLines.head(
            "{\"sessionId\":\"s\",\"projectHash\":\"p\",\"messages\":[{\"id\":\"u\"}]}")))
        .isFalse();
  }
}
