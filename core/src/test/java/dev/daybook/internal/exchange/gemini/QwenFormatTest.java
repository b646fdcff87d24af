package dev.daybook.internal.exchange.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.BranchSwitched;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UsageSummary;
import org.junit.jupiter.api.Test;

/** The reading of Qwen Code's files. */
class QwenFormatTest {

  private static final QwenFormat FORMAT = new QwenFormat();

  private static String line(String id, String parent, String type, String rest) {
    return "{\"uuid\":\"" + id + "\",\"parentUuid\":"
        + (parent == null ? "null" : "\"" + parent + "\"")
        + ",\"sessionId\":\"s-1\",\"timestamp\":\"2026-05-01T10:00:00Z\",\"type\":\"" + type
        + "\",\"cwd\":\"/work\"" + rest + "}\n";
  }

  private static String parts(String parts) {
    return ",\"message\":{\"role\":\"r\",\"parts\":[" + parts + "]}";
  }

  private static String text(String text) {
    return "{\"text\":\"" + text + "\"}";
  }

  private static String user(String id, String parent, String text) {
    return line(id, parent, "user", parts(text(text)));
  }

  private static String assistant(String id, String parent, String text) {
    return line(id, parent, "assistant", ",\"model\":\"m\"" + parts(text(text)));
  }

  private static String system(String id, String parent, String subtype, String payload) {
    return line(
        id,
        parent,
        "system",
        ",\"subtype\":\"" + subtype + "\",\"systemPayload\":{" + payload + "}");
  }

  private static String call(String id) {
    return "{\"functionCall\":{\"id\":\"" + id + "\",\"name\":\"read\",\"args\":{\"p\": 1}}}";
  }

  @Test
  void readsMessagesInTheBlocksOfClaudeCode() {
    String text = line("1", null, "user", blocks("{\"type\":\"text\",\"text\":\"go\"}"))
        + line(
            "2",
            "1",
            "assistant",
            blocks("{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"read\",\"input\":{\"p\": 1}}")
                + ",\"usageMetadata\":{\"promptTokenCount\":3}")
        + line(
            "3",
            "2",
            "tool_result",
            blocks("{\"type\":\"tool_result\",\"tool_use_id\":\"c\",\"content\":\"read\"}"));
    assertThat(FORMAT.recognises(GeminiLines.head(text))).isTrue();
    GeminiLines read = GeminiLines.read(FORMAT, text);
    assertThat(read.events(ToolCall.class))
        .containsExactly(new ToolCall("c", "read", "{\"p\": 1}"));
    assertThat(read.events(ToolResult.class).get(0).output()).isEqualTo("read");
    assertThat(read.types()).contains("user_message", "provider_usage");
  }

  private static String blocks(String blocks) {
    return ",\"message\":{\"role\":\"r\",\"content\":[" + blocks + "]}";
  }

  private static String answer(String id, String parent, String callId, String response) {
    return line(
        id,
        parent,
        "tool_result",
        parts("{\"functionResponse\":{\"id\":\"" + callId + "\",\"name\":\"read\",\"response\":"
            + response + "}}"));
  }

  private static GeminiLines read(String text) {
    assertThat(FORMAT.recognises(GeminiLines.head(text))).isTrue();
    return GeminiLines.read(FORMAT, text);
  }

  @Test
  void mapsMessagesCallsAndTokens() {
    GeminiLines lines = read(line(
            "u",
            null,
            "user",
            ",\"systemPayload\":{\"displayText\":\"look\"}"
                + parts(text("look") + "," + text("<qwen:user-prompt-submit-context>hook</qwen>")))
        + line(
            "a",
            "u",
            "assistant",
            ",\"model\":\"m\",\"usageMetadata\":{\"promptTokenCount\":10,"
                + "\"cachedContentTokenCount\":4,\"candidatesTokenCount\":3,"
                + "\"totalTokenCount\":13}"
                + parts("{\"text\":\"hm\",\"thought\":true}," + call("c") + "," + text("I look.")))
        + answer("r", "a", "c", "{\"output\":\"x\"}")
        + line("n", "r", "user", ",\"subtype\":\"notification\"" + parts(text("done in time")))
        + system("t", "n", "custom_title", "\"customTitle\":\"Mine\",\"titleSource\":\"manual\"")
        + system("v", "t", "custom_title", "\"customTitle\":\"Made\",\"titleSource\":\"auto\""));
    assertThat(lines.types())
        .containsExactly(
            "user_message",
            "system_message",
            "reasoning",
            "assistant_message",
            "tool_call",
            "provider_usage",
            "tool_result",
            "system_message",
            "qwen_code.custom_title",
            "qwen_code.custom_title");
    assertThat(lines.said())
        .containsExactly(
            "user: look",
            "user: <qwen:user-prompt-submit-context>hook</qwen>",
            "assistant: I look. [read{\"p\": 1}]",
            "tool: x",
            "user: done in time");
    assertThat(lines.events(ProviderUsage.class).get(0).usageSummary())
        .isEqualTo(new UsageSummary(6L, 3L, 4L, null, null, 13L, null));
    SessionStarted started = lines.events(SessionStarted.class).get(0);
    assertThat(started.title()).isEqualTo("Mine");
    assertThat(started.model()).isEqualTo("m");
    assertThat(started.cwd()).isEqualTo("/work");
    assertThat(FORMAT.reader(GeminiLines.head(user("u", null, "x"))).sessionName())
        .contains("s-1");
  }

  @Test
  void aRewindLeavesTheBranchOfItsParent() {
    String text = user("u", null, "one")
        + assistant("a", "u", "1")
        + user("v", "a", "two")
        + assistant("b", "v", "2");
    GeminiLines lines = read(text
        + system("w", "a", "rewind", "\"truncatedCount\":2")
        + user("x", "w", "three")
        + system("y", "x", "ui_telemetry", "")
        + assistant("c", "y", "3"));
    assertThat(lines.said())
        .containsExactly("user: one", "assistant: 1", "user: three", "assistant: 3");
    assertThat(lines.events(BranchSwitched.class)).hasSize(1);
    assertThat(read(text + user("x", "a", "three")).said())
        .containsExactly("user: one", "assistant: 1", "user: three");
    assertThat(
            read(text + system("w", null, "rewind", "") + user("x", "w", "new")).said())
        .containsExactly("user: new");
    assertThat(
            read(text + system("s", "u", "snapshot", "") + user("x", "b", "on")).said())
        .hasSize(5);
  }

  @Test
  void parallelResultsAndPartsOfAMessageAreNoBranches() {
    GeminiLines lines = read(user("u", null, "go")
        + line("a", "u", "assistant", parts("{\"text\":\"hm\",\"thought\":true}"))
        + line("a", "u", "assistant", parts(call("c") + "," + call("d")))
        + answer("r", "a", "d", "{\"error\":\"no\"}")
        + answer("q", "a", "c", "{\"output\":\"x\"}")
        + assistant("b", "r", "done")
        + assistant("z", "missing", "still here"));
    assertThat(lines.events(BranchSwitched.class)).isEmpty();
    assertThat(lines.events(ToolResult.class))
        .extracting(ToolResult::ok)
        .containsExactly(false, true);
    assertThat(lines.said()).endsWith("assistant: done", "assistant: still here");
  }

  @Test
  void aLineThatStandsTwiceCountsOnce() {
    GeminiLines lines = read(user("u", null, "go") + user("u", null, "go"));
    assertThat(lines.said()).containsExactly("user: go");
    assertThat(lines.types()).containsExactly("user_message", "note");
  }

  @Test
  void aCompressionStandsForAllButTheLastMessages() {
    String before = user("u", null, "one") + assistant("a", "u", "1") + user("v", "a", "two");
    String history = "\"compressedHistory\":["
        + "{\"role\":\"user\",\"parts\":[" + text("so far") + "]},"
        + "{\"role\":\"model\",\"parts\":[" + text("Thanks.") + "]},"
        + "{\"role\":\"user\",\"parts\":[" + text("two") + "]}],\"info\":{\"n\":1}";
    GeminiLines lines =
        read(before + system("c", "v", "chat_compression", history) + assistant("b", "c", "2"));
    assertThat(lines.events(HistoryCompaction.class)).hasSize(1);
    assertThat(lines.said())
        .containsExactly("system: so far\n\nThanks.", "user: two", "assistant: 2");
    assertThat(lines.types()).contains("qwen_code.chat_compression");
  }

  @Test
  void aTaskNamesTheSessionOfItsAgent() {
    GeminiLines lines = read(user("u", null, "go")
        + line("a", "u", "assistant", parts(call("c")))
        + line(
            "r",
            "a",
            "tool_result",
            ",\"toolCallResult\":{\"callId\":\"c\",\"status\":\"success\",\"resultDisplay\":{"
                + "\"type\":\"task_execution\",\"subagentName\":\"Explore\",\"status\":"
                + "\"completed\",\"agentId\":\"e-1\",\"taskDescription\":\"look\"}}"
                + parts("{\"functionResponse\":{\"id\":\"c\",\"response\":{\"output\":\"x\"}}}")));
    assertThat(lines.events(SubagentEvent.class))
        .extracting(SubagentEvent::childSessionId)
        .containsExactly("s-1.e-1");
    String own =
        line("x", null, "user", ",\"isSidechain\":true,\"agentId\":\"e-1\"" + parts(text("look")));
    assertThat(FORMAT.reader(GeminiLines.head(own)).sessionName()).contains("s-1.e-1");
    assertThat(read(own).said()).containsExactly("user: look");
  }

  @Test
  void recognisesNoClaudeCode() {
    assertThat(FORMAT.recognises(GeminiLines.head(
            "{\"uuid\":\"u\",\"parentUuid\":null,\"sessionId\":\"s\",\"type\":\"user\","
                + "\"message\":{\"role\":\"user\",\"content\":\"x\"}}")))
        .isFalse();
  }
}
