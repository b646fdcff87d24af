package dev.daybook.internal.exchange.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.Entry;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.Reasoning;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.UsageSummary;
import dev.daybook.event.UserMessage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reading of Gemini CLI's files, old and new. */
class GeminiFormatTest {

  private static final String HEADER = """
      {"sessionId":"s-1","projectHash":"p","startTime":"2026-05-01T10:00:00.000Z","kind":"main"}
      """;

  private static final GeminiFormat FORMAT = new GeminiFormat();

  private static String message(String id, String kind, String rest) {
    return "{\"id\":\"" + id + "\",\"timestamp\":\"2026-05-01T10:00:01.000Z\",\"type\":\"" + kind
        + "\"," + rest + "}\n";
  }

  private static String user(String id, String text) {
    return message(id, "user", "\"content\":[{\"text\":\"" + text + "\"}]");
  }

  private static String gemini(String id, String text, String rest) {
    return message(
        id,
        "gemini",
        "\"model\":\"m\",\"content\":\"" + text + "\"" + (rest.isEmpty() ? "" : "," + rest));
  }

  private static String call(String id, String rest) {
    return "{\"id\":\"" + id + "\",\"name\":\"run_shell_command\",\"args\":{\"command\": \"ls\"}"
        + rest + "}";
  }

  private static String answer(String id, String response) {
    return ",\"status\":\"success\",\"timestamp\":\"2026-05-01T10:00:09Z\","
        + "\"result\":[{\"functionResponse\":{\"id\":\"" + id + "\",\"name\":\"n\",\"response\":"
        + response + "}}]";
  }

  private static GeminiLines read(String text) {
    assertThat(FORMAT.recognises(GeminiLines.head(text))).isTrue();
    return GeminiLines.read(FORMAT, text);
  }

  @Test
  void mapsADocument() {
    String text = """
        {
          "sessionId": "s-1", "projectHash": "p",
          "startTime": "2026-05-01T10:00:00Z", "lastUpdated": "2026-05-01T10:09:00Z",
          "messages": [
            {"id":"u","timestamp":"2026-05-01T10:00:00Z","type":"user","content":"list"},
            {"id":"g","timestamp":"2026-05-01T10:00:02Z","type":"gemini","content":"I look.",
             "model":"m",
             "thoughts":[{"subject":"S","description":"D","timestamp":"2026-05-01T10:00:01Z"}],
             "tokens":{"input":100,"output":7,"cached":40,"thoughts":3,"tool":2,"total":112},
             "toolCalls":[
               {"id":"a","name":"ls","args":{"p": "."},"status":"success",
                "result":[{"functionResponse":{"id":"a","response":{"output":"x"}}}]},
               {"id":"b","name":"ls","args":{},"status":"error","result":
                [{"functionResponse":{"id":"b","response":{"error":"no folder"}}}]},
               {"id":"c","name":"ls","args":{},"status":"cancelled","result":
                [{"functionResponse":{"id":"c","response":{"error":"User did not allow it"}}}]},
               {"id":"d","name":"ls","args":{},"status":"cancelled","result":
                [{"functionResponse":{"id":"d","response":{"error":"User cancelled"}}}]},
               {"id":"e","name":"ls","args":{}}]},
            {"id":"i","timestamp":"2026-05-01T10:00:03Z","type":"info","content":"hint"},
            {"id":"x","timestamp":"2026-05-01T10:00:04Z","type":"error","content":"quota"}
          ],
          "summary": "Listing"
        }
        """;
    GeminiLines lines = read(text);
    assertThat(lines.types())
        .containsExactly(
            "gemini_cli.metadata",
            "user_message",
            "reasoning",
            "assistant_message",
            "provider_usage",
            "tool_call",
            "tool_call",
            "tool_call",
            "tool_call",
            "tool_call",
            "tool_result",
            "tool_result",
            "tool_blocked",
            "tool_result",
            "gemini_cli.info",
            "turn_failed");
    assertThat(lines.events(ToolCall.class).get(0))
        .isEqualTo(new ToolCall("a", "ls", "{\"p\": \".\"}"));
    assertThat(lines.events(ToolResult.class))
        .extracting(ToolResult::ok)
        .containsExactly(true, false, false);
    assertThat(lines.events(ToolResult.class))
        .extracting(ToolResult::output)
        .containsExactly("x", null, null);
    assertThat(lines.events(ToolBlocked.class))
        .extracting(ToolBlocked::callId)
        .containsExactly("c");
    assertThat(lines.events(ProviderUsage.class).get(0).usageSummary())
        .isEqualTo(new UsageSummary(62L, 10L, 40L, null, 3L, 112L, null));
    assertThat(lines.events(TurnFailed.class).get(0).errorMessage()).isEqualTo("quota");
    assertThat(lines.events(Reasoning.class).get(0).text()).isEqualTo("S\nD");
    assertThat(lines.entries().get(4).ts()).isEqualTo(Instant.parse("2026-05-01T10:00:01Z"));
    assertThat(lines.entries().get(3).id()).isEqualTo("u");
    assertThat(FORMAT.reader(GeminiLines.head(text)).started().title()).isEqualTo("Listing");
    assertThat(FORMAT.reader(GeminiLines.head(text)).sessionName()).contains("s-1");
  }

  @Test
  void aDocumentThatGrewHasTheSameEntriesFirst() {
    String before = "{\"sessionId\":\"s\",\"projectHash\":\"p\",\"lastUpdated\":\"2026-01-01\","
        + "\"messages\":[" + user("u", "hi") + "," + gemini("g", "one", tokens(5)) + "]}";
    String after = "{\"sessionId\":\"s\",\"projectHash\":\"p\",\"lastUpdated\":\"2026-01-02\","
        + "\"messages\":[" + user("u", "hi") + ","
        + gemini("g", "one", tokens(5) + ",\"toolCalls\":[" + call("a", "") + "]") + ","
        + gemini("h", "two", "") + "],\"summary\":\"s\"}";
    List<Entry> first = read(before).entries();
    List<Entry> second = read(after).entries();
    assertThat(second.subList(1, first.size())).isEqualTo(first.subList(1, first.size()));
    assertThat(second).hasSize(first.size() + 2);
  }

  private static String tokens(int output) {
    return "\"tokens\":{\"input\":10,\"output\":" + output
        + ",\"cached\":0,\"thoughts\":0,\"tool\":0,\"total\":" + (10 + output) + "}";
  }

  @Test
  void aMessageThatIsWrittenAgainAddsWhatIsNew() {
    GeminiLines lines = read(HEADER
        + user("u", "go")
        + gemini("g", "I look.", tokens(5))
        + gemini("g", "I look.", tokens(5) + ",\"toolCalls\":[" + call("a", "") + "]")
        + "{\"$set\":{\"lastUpdated\":\"2026-05-01T10:00:03Z\"}}\n"
        + gemini(
            "g",
            "I look.",
            tokens(8) + ",\"toolCalls\":["
                + call("a", answer("a", "{\"output\":\"Output: x\\nExit Code: 2\"}")) + "]"));
    assertThat(lines.types())
        .containsExactly(
            "gemini_cli.metadata",
            "user_message",
            "assistant_message",
            "provider_usage",
            "tool_call",
            "gemini_cli.set",
            "provider_usage",
            "tool_result");
    assertThat(lines.events(ProviderUsage.class))
        .extracting(usage -> usage.usageSummary().outputTokens())
        .containsExactly(5L, 3L);
    assertThat(lines.events(ProviderUsage.class))
        .extracting(usage -> usage.usageSummary().inputTokens())
        .containsExactly(10L, 0L);
    assertThat(lines.events(ToolResult.class).get(0).exitCode()).isEqualTo(2L);
    assertThat(lines.entries().get(9).ts()).isEqualTo(Instant.parse("2026-05-01T10:00:09Z"));
    assertThat(lines.said())
        .containsExactly(
            "user: go",
            "assistant: I look. [run_shell_command{\"command\": \"ls\"}]",
            "tool: Output: x\nExit Code: 2");
    assertThat(lines.entries().stream().map(Entry::id).filter(id -> id != null).distinct())
        .containsExactly("u", "g", "g@4", "g@6");
  }

  @Test
  void otherWordsTakeThePlaceOfThoseBefore() {
    GeminiLines lines =
        read(HEADER + user("u", "go") + gemini("g", "draft", "") + gemini("g", "final", ""));
    assertThat(lines.events(AssistantMessage.class)).hasSize(2);
    assertThat(lines.said()).containsExactly("user: go", "assistant: final");
  }

  @Test
  void anAnswerThatIsReplacedCountsInItsNewForm() {
    GeminiLines lines = read(HEADER
        + user("u", "go")
        + gemini("g", "", "\"toolCalls\":[" + call("a", answer("a", "{\"output\":\"long\"}")) + "]")
        + gemini("h", "done", "")
        + gemini(
            "g", "", "\"toolCalls\":[" + call("a", answer("a", "{\"output\":\"short\"}")) + "]"));
    assertThat(lines.said())
        .containsExactly(
            "user: go",
            "assistant:  [run_shell_command{\"command\": \"ls\"}]",
            "tool: short",
            "assistant: done");
  }

  @Test
  void theAnswerInAUsersMessageCountsOnce() {
    String repeated = message(
        "r",
        "user",
        "\"content\":[{\"functionResponse\":{\"id\":\"a\",\"response\":{\"output\":\"x\"}}}]");
    String call = "\"toolCalls\":[" + call("a", answer("a", "{\"output\":\"x\"}")) + "]";
    assertThat(read(HEADER + gemini("g", "", call) + repeated).events(ToolResult.class))
        .hasSize(1);
    String asked = message(
        "g",
        "gemini",
        "\"content\":[{\"functionCall\":{\"id\":\"a\",\"name\":\"n\",\"args\":{}}}]");
    GeminiLines lines = read(HEADER + asked + repeated);
    assertThat(lines.events(ToolCall.class)).hasSize(1);
    assertThat(lines.events(ToolResult.class)).hasSize(1);
    assertThat(lines.events(UserMessage.class)).isEmpty();
  }

  @Test
  void theAnswersOfAnAgentMadeOfThisOneAreAnswers() {
    GeminiLines read = GeminiLines.read(FORMAT, """
        {"sessionId":"s","projectHash":"p","startTime":"2026-05-01T10:00:00Z"}
        {"id":"1","timestamp":"2026-05-01T10:00:01Z","type":"user","content":"go"}
        {"id":"2","timestamp":"2026-05-01T10:00:02Z","type":"otheragent","content":"",\
        "toolCalls":[{"id":"c","name":"read","args":{"p":1},"status":"success","result":[]}]}
        {"id":"3","timestamp":"2026-05-01T10:00:03Z","type":"otheragent","content":"done",\
        "tokens":{"input":10,"output":5,"total":15}}
        {"id":"4","timestamp":"2026-05-01T10:00:04Z","type":"otheragent","content":"shown"}
        """);
    assertThat(read.types())
        .containsSubsequence(
            "user_message",
            "tool_call",
            "tool_result",
            "assistant_message",
            "provider_usage",
            "gemini_cli.otheragent");
  }

  @Test
  void aRewindLeavesTheMessageAndAllBehindIt() {
    String text = HEADER + user("u", "one") + gemini("g", "1", "") + user("v", "two")
        + gemini("h", "2", "") + "{\"$rewindTo\":\"v\"}\n" + user("w", "three");
    GeminiLines lines = read(text);
    assertThat(lines.said()).containsExactly("user: one", "assistant: 1", "user: three");
    assertThat(lines.events(BranchSwitched.class)).hasSize(1);
    assertThat(read(text + "{\"$rewindTo\":\"v\"}\n" + user("x", "new")).said())
        .containsExactly("user: new");
    assertThat(
            read(text + "{\"$rewindTo\":\"u\"}\n" + "{\"$rewindTo\":\"u\"}\n").said())
        .isEmpty();
  }

  private static String set(String... messages) {
    String all = String.join(",", messages).replace("\n", "");
    return "{\"$set\":{\"messages\":[" + all + "],\"lastUpdated\":\"2026-05-01T10:05:00Z\"}}\n";
  }

  @Test
  void aHistoryThatBeginsAsBeforeAddsWhatIsNew() {
    GeminiLines lines = read(HEADER
        + user("u", "one")
        + gemini("g", "1", "")
        + set(user("u", "one"), gemini("g", "1", ""), user("v", "two")));
    assertThat(lines.events(BranchSwitched.class)).isEmpty();
    assertThat(lines.said()).containsExactly("user: one", "assistant: 1", "user: two");
    assertThat(lines.types()).endsWith("user_message", "gemini_cli.set");
  }

  @Test
  void aHistoryWithoutItsLastMessagesLeavesThem() {
    GeminiLines lines = read(HEADER
        + user("u", "one")
        + gemini("g", "1", "")
        + user("v", "two")
        + set(user("u", "one"), gemini("g", "1", "")));
    assertThat(lines.said()).containsExactly("user: one", "assistant: 1");
    assertThat(read(HEADER + user("u", "one") + set()).said()).isEmpty();
  }

  @Test
  void aSummaryBeforeTheLastMessagesIsACompaction() {
    String text = HEADER
        + user("u", "one")
        + gemini("g", "1", "")
        + user("v", "two")
        + set(user("s", "state so far"), gemini("t", "Thanks.", ""), user("v", "two"))
        + gemini("h", "2", "");
    GeminiLines lines = read(text);
    assertThat(lines.events(BranchSwitched.class)).isEmpty();
    assertThat(lines.events(HistoryCompaction.class).get(0).summary())
        .isEqualTo("state so far\n\nThanks.");
    assertThat(lines.said())
        .containsExactly("system: state so far\n\nThanks.", "user: two", "assistant: 2");
    assertThat(read(text + "{\"$rewindTo\":\"v\"}\n" + user("w", "three")).said())
        .containsExactly("system: state so far\n\nThanks.", "user: three");
    assertThat(read(text + "{\"$rewindTo\":\"none\"}\n" + user("w", "three")).said())
        .containsExactly("user: three");
  }

  @Test
  void anotherHistoryIsAddedBehindTheOneBefore() {
    GeminiLines lines = read(HEADER
        + user("u", "one")
        + gemini("g", "1", "")
        + user("v", "two")
        + set(user("u", "one"), gemini("x", "other", ""), user("v", "two"), user("w", "three")));
    assertThat(lines.said())
        .containsExactly("user: one", "assistant: other", "user: two", "user: three");
    assertThat(lines.entries().stream().map(Entry::id).filter(id -> id != null))
        .doesNotHaveDuplicates();
  }

  @Test
  void theSameWordsInPartsAreNoChange() {
    GeminiLines lines = read(HEADER
        + user("u", "one")
        + gemini("g", "I look.", "\"toolCalls\":[" + call("a", "") + "]")
        + set(
            user("u", "one"),
            message(
                "g",
                "gemini",
                "\"model\":\"m\",\"content\":[{\"text\":\"I look.\"},{\"functionCall\":"
                    + call("a", "") + "}],\"toolCalls\":[" + call("a", "") + "]")));
    assertThat(lines.events(BranchSwitched.class)).isEmpty();
    assertThat(lines.events(ToolCall.class)).hasSize(1);
  }

  @Test
  void aCallOfASubAgentNamesItsSession() {
    GeminiLines lines = read(HEADER
        + gemini(
            "g",
            "",
            "\"toolCalls\":["
                + call("a", ",\"agentId\":\"agent-1\"" + answer("a", "{\"output\":\"x\"}")) + "]"));
    assertThat(lines.events(SubagentEvent.class))
        .extracting(SubagentEvent::childSessionId)
        .containsExactly("agent-1");
  }

  @Test
  void recognisesNoOtherAgents() {
    assertThat(List.of(
            "{\"type\":\"user\",\"uuid\":\"u\",\"sessionId\":\"s\",\"message\":{}}",
            "{\"info\":{\"id\":\"s\"},\"messages\":[{\"info\":{},\"parts\":[]}]}",
            "{\"type\":\"session\",\"id\":\"s\",\"timestamp\":\"t\",\"cwd\":\"/\"}",
            "{\"id\":\"s\",\"timestamp\":\"t\",\"instructions\":null}",
            "[]",
            ""))
        .noneMatch(text -> FORMAT.recognises(GeminiLines.head(text)));
    assertThat(FORMAT.recognises(GeminiLines.head(user("u", "no header")))).isTrue();
  }
}
