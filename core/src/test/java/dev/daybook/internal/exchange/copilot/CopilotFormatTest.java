package dev.daybook.internal.exchange.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.AssistantMessage;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.Reasoning;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.UsageSummary;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.exchange.codex.CodexLines;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CopilotFormatTest {

  private static int lines;

  private static String line(String type, String data) {
    return "{\"type\":\"" + type + "\",\"data\":" + data + ",\"id\":\"e" + ++lines
        + "\",\"timestamp\":\"2026-05-01T10:00:00.000Z\",\"parentId\":null}\n";
  }

  private static final String START = line(
      "session.start",
      "{\"sessionId\":\"abc\",\"context\":{\"cwd\":\"/w\"},\"selectedModel\":\"m-1\"}");

  private static CodexLines read(String... text) {
    CodexLines file = CodexLines.of(new CopilotFormat(), "events.jsonl", String.join("", text));
    assertThat(file.damage).isEmpty();
    return file;
  }

  private static String metrics(long input, long cached, long output) {
    return "{\"shutdownType\":\"routine\",\"modelMetrics\":{\"m-1\":{\"usage\":{\"inputTokens\":"
        + input + ",\"cacheReadTokens\":" + cached + ",\"cacheWriteTokens\":0,\"outputTokens\":"
        + output + "}}}}";
  }

  @Test
  void recognisesItsLines() {
    assertThat(recognises(START)).isTrue();
    assertThat(recognises(
            "{\"type\":\"session.start\",\"data\":{\"sessionId\":\"abc\"},\"id\":\"e1\"}\n"))
        .as("without a parent")
        .isTrue();
    assertThat(
            recognises("{\"type\":\"session.start\",\"data\":{\"name\":\"abc\"},\"id\":\"e1\"}\n"))
        .as("of no session")
        .isFalse();
    assertThat(recognises("{\"type\":\"thread.started\",\"thread_id\":\"x\"}\n"))
        .isFalse();
    assertThat(recognises("{\"type\":\"user\",\"data\":{},\"id\":\"x\",\"parentId\":null}\n"))
        .isFalse();
    assertThat(recognises("")).isFalse();
  }

  private static boolean recognises(String text) {
    return new CopilotFormat().recognises(CodexLines.head("events.jsonl", text));
  }

  @Test
  void readsAConversationWithItsCalls() {
    CodexLines file = read(
        START,
        line(
            "user.message",
            "{\"content\":\"list\",\"attachments\":[{\"type\":\"file\","
                + "\"path\":\"/w/a\",\"displayName\":\"a\"}]}"),
        line("assistant.reasoning", "{\"reasoningId\":\"r\",\"content\":\"think\"}"),
        line(
            "assistant.message",
            "{\"messageId\":\"m\",\"content\":\"\",\"reasoningText\":"
                + "\"think\",\"toolRequests\":[{\"toolCallId\":\"c1\",\"name\":\"bash\","
                + "\"arguments\":{\"command\": \"ls\"}}]}"),
        line("tool.execution_start", "{\"toolCallId\":\"c1\",\"toolName\":\"bash\"}"),
        line(
            "tool.execution_complete",
            "{\"toolCallId\":\"c1\",\"success\":true,"
                + "\"result\":{\"content\":\"a\\n<exited with exit code 0>\"}}"),
        line("assistant.message", "{\"content\":\"one file\",\"toolRequests\":[]}"));

    assertThat(file.reader.sessionName()).hasValue("abc");
    assertThat(file.reader.started().model()).isEqualTo("m-1");
    assertThat(file.reader.started().cwd()).isEqualTo("/w");
    assertThat(file.session.types())
        .containsExactly(
            "copilot_cli.session_start",
            "user_message",
            "reasoning",
            "assistant_message",
            "tool_result",
            "assistant_message");
    assertThat(file.session.all(UserMessage.class).get(0).resources())
        .singleElement()
        .satisfies(resource -> assertThat(resource.name()).isEqualTo("/w/a"));
    assertThat(file.session.all(Reasoning.class))
        .singleElement()
        .extracting(Reasoning::text)
        .isEqualTo("think");
    assertThat(file.session.all(AssistantMessage.class).get(0).toolCalls())
        .containsExactly(new ToolCall("c1", "bash", "{\"command\": \"ls\"}"));
    assertThat(file.session.all(ToolResult.class)).singleElement().satisfies(result -> {
      assertThat(result.ok()).isTrue();
      assertThat(result.exitCode()).isZero();
    });
    assertThat(file.session.added.get(3).id()).startsWith("e");
  }

  @Test
  void readsResultsOfBothShapesAndRefusals() {
    CodexLines file = read(
        START,
        line(
            "tool.user_requested",
            "{\"toolCallId\":\"c0\",\"toolName\":\"bash\"," + "\"arguments\":\"{}\"}"),
        line(
            "tool.execution_complete",
            "{\"toolCallId\":\"c0\",\"result\":"
                + "{\"result_type\":\"success\",\"text_result_for_llm\":\"made\"}}"),
        line(
            "tool.execution_complete",
            "{\"toolCallId\":\"c1\",\"success\":false,"
                + "\"error\":{\"message\":\"no file\",\"code\":\"failure\"}}"),
        line(
            "tool.execution_complete",
            "{\"toolCallId\":\"c2\",\"success\":false,"
                + "\"error\":{\"message\":\"not allowed\",\"code\":\"denied\"}}"));

    assertThat(file.session.all(ToolCall.class)).extracting(ToolCall::callId).containsExactly("c0");
    List<ToolResult> results = file.session.all(ToolResult.class);
    assertThat(results).extracting(ToolResult::ok).containsExactly(true, false);
    assertThat(results.get(0).output()).isEqualTo("made");
    assertThat(results.get(1).error().message()).isEqualTo("no file");
    assertThat(file.session.all(ToolBlocked.class))
        .singleElement()
        .extracting(ToolBlocked::callId)
        .isEqualTo("c2");
  }

  @Test
  void countsTheTotalsOfARunWithoutWhatItsMessagesGave() {
    CodexLines file = read(
        START,
        line("assistant.message", "{\"content\":\"a\",\"outputTokens\":10}"),
        line("session.shutdown", metrics(1000, 600, 15)),
        line("session.resume", "{}"),
        line("assistant.message", "{\"content\":\"b\",\"outputTokens\":7}"),
        line(
            "assistant.usage",
            "{\"model\":\"m-2\",\"inputTokens\":50,\"cacheReadTokens\":20,"
                + "\"outputTokens\":7}"),
        line("session.shutdown", metrics(50, 20, 7)));

    List<UsageSummary> costs = file.session.all(ProviderUsage.class).stream()
        .map(ProviderUsage::usageSummary)
        .toList();
    assertThat(costs).extracting(UsageSummary::outputTokens).containsExactly(10L, 5L, 7L, 0L);
    assertThat(costs).extracting(UsageSummary::inputTokens).containsExactly(null, 400L, null, 30L);
    assertThat(costs).extracting(UsageSummary::cachedTokens).containsExactly(null, 600L, null, 20L);
    assertThat(file.session.types()).doesNotContain("session_ended");
  }

  @Test
  void putsTheLinesOfASubAgentIntoASessionOfItsOwn() {
    CodexLines file = read(
        START,
        line(
            "subagent.started",
            "{\"toolCallId\":\"t1\",\"agentName\":\"explore\","
                + "\"agentDisplayName\":\"Explorer\"}"),
        line("assistant.message", "{\"content\":\"found\",\"parentToolCallId\":\"t1\"}"),
        line("subagent.completed", "{\"toolCallId\":\"t1\",\"durationMs\":12}"));

    assertThat(file.session.all(AssistantMessage.class)).isEmpty();
    assertThat(file.children).containsOnlyKeys("t1");
    assertThat(file.children.get("t1").all(AssistantMessage.class)).hasSize(1);
    List<SubagentEvent> events = file.session.all(SubagentEvent.class);
    assertThat(events)
        .extracting(SubagentEvent::event)
        .containsExactly(SubagentPhase.STARTED, SubagentPhase.STARTED, SubagentPhase.FINISHED);
    assertThat(events.get(2).childSessionId()).isEqualTo("s-abc-t1");
    assertThat(events.get(2).elapsedMs()).isEqualTo(12);
  }

  @Test
  void keepsModelChangesAndCompactionsAndReportsAborts() {
    CodexLines file = read(
        START,
        line("session.model_change", "{\"newModel\":\"m-2\",\"reasoningEffort\":\"high\"}"),
        line("session.compaction_complete", "{\"success\":true}"),
        line("session.truncation", "{}"),
        line("abort", "{\"reason\":\"user initiated\"}"));

    assertThat(file.session.types())
        .containsExactly(
            "copilot_cli.session_start",
            "copilot_cli.session_model_change",
            "inference_settings_changed",
            "copilot_cli.session_compaction_complete",
            "copilot_cli.session_truncation",
            "turn_failed");
    assertThat(file.session.all(TurnFailed.class))
        .singleElement()
        .extracting(TurnFailed::terminalStatus)
        .isEqualTo("interrupted");
  }

  @Test
  void survivesFieldsOfOtherKinds() {
    StringBuilder text = new StringBuilder(START);
    for (String odd : List.of("null", "7", "[]", "{}", "[[1]]", "\"x\"", "[{\"type\":3}]")) {
      for (String type : List.of(
          "session.start",
          "session.model_change",
          "session.shutdown",
          "session.error",
          "abort",
          "system.message",
          "user.message",
          "assistant.message",
          "assistant.reasoning",
          "assistant.usage",
          "tool.execution_start",
          "tool.execution_complete",
          "skill.invoked",
          "subagent.started",
          "subagent.completed",
          "odd.thing")) {
        StringBuilder data = new StringBuilder("{\"x\":1");
        for (String name : List.of(
            "content",
            "attachments",
            "toolRequests",
            "toolCallId",
            "result",
            "error",
            "name",
            "modelMetrics",
            "outputTokens",
            "reasoningText",
            "reasoningOpaque",
            "arguments",
            "reason",
            "message",
            "errorType",
            "parentToolCallId",
            "durationMs")) {
          data.append(",\"").append(name).append("\":").append(odd);
        }
        text.append(line(type, data + "}")).append(line(type, odd));
      }
    }

    read(text.toString());
  }
}
