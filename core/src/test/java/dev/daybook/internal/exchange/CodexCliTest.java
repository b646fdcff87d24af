package dev.daybook.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.DaybookException;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.Note;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.Reasoning;
import dev.daybook.event.SeqRange;
import dev.daybook.event.SessionFork;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.UsageLimitHit;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.exchange.CodexLines.Session;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CodexCliTest {

  private static final String OWN = "019f0000-0100-7000-8000-0000000000aa";
  private static final String PARENT = "019f0000-0001-7000-8000-0000000000bb";
  private static final String PARENT_TURN = "019f0000-0050-7000-8000-0000000000cc";
  private static final String OWN_TURN = "019f0000-0101-7000-8000-0000000000dd";

  private static String line(String type, String payload) {
    return line("2026-03-01T10:00:00.000Z", type, payload);
  }

  private static String line(String ts, String type, String payload) {
    return "{\"timestamp\":\"" + ts + "\",\"type\":\"" + type + "\",\"payload\":" + payload + "}\n";
  }

  private static String meta(String more) {
    return line(
        "session_meta",
        "{\"id\":\"" + OWN + "\",\"timestamp\":\"2026-03-01T10:00:00.000Z\",\"cwd\":\"/w\"" + more
            + "}");
  }

  private static String item(String payload) {
    return line("response_item", payload);
  }

  private static String event(String payload) {
    return line("event_msg", payload);
  }

  private static String said(String role, String text) {
    return item("{\"type\":\"message\",\"role\":\"" + role + "\",\"content\":[{\"type\":\""
        + (role.equals("assistant") ? "output_text" : "input_text") + "\",\"text\":\"" + text
        + "\"}]}");
  }

  private static String prompt(String text) {
    return event("{\"type\":\"user_message\",\"message\":\"" + text + "\"}");
  }

  private static String call(String id) {
    return item("{\"type\":\"function_call\",\"name\":\"shell\",\"arguments\":\"{\\\"a\\\": 1}\","
        + "\"call_id\":\"" + id + "\"}");
  }

  private static String output(String id, String output) {
    return item(
        "{\"type\":\"function_call_output\",\"call_id\":\"" + id + "\",\"output\":" + output + "}");
  }

  private static String tokens(long input, long cached, long output, long total, long last) {
    return event("{\"type\":\"token_count\",\"info\":{\"total_token_usage\":{\"input_tokens\":"
        + input + ",\"cached_input_tokens\":" + cached + ",\"output_tokens\":" + output
        + ",\"total_tokens\":" + total + "},\"last_token_usage\":{\"input_tokens\":" + last
        + ",\"output_tokens\":1,\"total_tokens\":" + (last + 1) + "}}}");
  }

  private static Session read(String... lines) {
    CodexLines file = CodexLines.codex(String.join("", lines));
    assertThat(file.damage).isEmpty();
    return file.session;
  }

  private static List<String> prompts(Session session) {
    return session.all(UserMessage.class).stream().map(UserMessage::text).toList();
  }

  @Test
  void namesTheSessionAfterItsFirstDescription() {
    CodexLines file = CodexLines.codex(meta(",\"session_id\":\"other\",\"model_provider\":\"p\","
            + "\"base_instructions\":{\"text\":\"be brief\"}")
        + line("turn_context", "{\"model\":\"m-1\",\"effort\":\"high\"}")
        + event("{\"type\":\"thread_name_updated\",\"thread_name\":\"a name\"}"));

    assertThat(file.reader.sessionName()).hasValue(OWN);
    assertThat(file.reader.firstTime()).isEqualTo("2026-03-01T10:00:00Z");
    assertThat(file.reader.started()).satisfies(started -> {
      assertThat(started.title()).isEqualTo("a name");
      assertThat(started.model()).isEqualTo("m-1");
      assertThat(started.providerName()).isEqualTo("p");
      assertThat(started.systemPrompt()).isEqualTo("be brief");
      assertThat(started.cwd()).isEqualTo("/w");
      assertThat(started.backfilled()).isTrue();
    });
    assertThat(file.session.types())
        .containsExactly(
            "codex.session_meta",
            "inference_settings_changed",
            "codex.turn_context",
            "codex.thread_name_updated");
  }

  @Test
  void refusesTheOutputOfExecByName() {
    FileHead head =
        CodexLines.head("out.jsonl", "{\"type\":\"thread.started\",\"thread_id\":\"t\"}\n");

    assertThat(new CodexCli().recognises(head)).isTrue();
    assertThatThrownBy(() -> new CodexCli().reader(head))
        .isInstanceOfSatisfying(
            DaybookException.class,
            refused -> assertThat(refused.kind()).isEqualTo(DaybookException.Kind.INVALID_VALUE))
        .hasMessageContaining("codex exec --json");
  }

  @Test
  void recognisesEachGenerationAndNoOthers() {
    String header = "{\"id\":\"x\",\"timestamp\":\"2025-08-01T00:00:00Z\"";
    assertThat(recognises(meta(""))).isTrue();
    assertThat(recognises(header + ",\"instructions\":null}\n")).isTrue();
    assertThat(recognises(header + "}\n{\"type\":\"message\",\"role\":\"user\"}\n"))
        .isTrue();
    assertThat(recognises("{\"session\":" + header + "},\"items\":[]}")).isTrue();
    assertThat(recognises(header + "}\n")).isFalse();
    assertThat(recognises("{\"type\":\"session\",\"id\":\"x\",\"cwd\":\"/\"}\n"))
        .isFalse();
    assertThat(recognises("{\"type\":\"user\",\"uuid\":\"x\",\"sessionId\":\"y\"}\n"))
        .isFalse();
    assertThat(recognises("")).isFalse();
    assertThat(recognises("[1]\nno json\n")).isFalse();
  }

  private static boolean recognises(String text) {
    return new CodexCli().recognises(CodexLines.head("some.jsonl", text));
  }

  @Test
  void takesAPromptFromItsEventAndWhatWasPutInAsTheSystems() {
    Session session = read(
        meta(""),
        said("developer", "rules"),
        said("user", "<environment_context>\\nx\\n</environment_context>"),
        said("user", "do it"),
        prompt("do it"),
        said("assistant", "done"),
        event("{\"type\":\"agent_message\",\"message\":\"done\"}"),
        prompt("again"),
        said("user", "again"),
        said("user", "Warning: put in without tags"),
        said("assistant", "done again"));

    assertThat(session.types())
        .containsExactly(
            "codex.session_meta",
            "system_message",
            "system_message",
            "user_message",
            "assistant_message",
            "user_message",
            "system_message",
            "assistant_message");
    assertThat(prompts(session)).containsExactly("do it", "again");
    assertThat(session.all(SystemMessage.class))
        .last()
        .extracting(SystemMessage::text)
        .isEqualTo("Warning: put in without tags");
  }

  @Test
  void takesAPromptFromItsItemWhereNoEventsAre() {
    Session session =
        read(meta(""), said("user", "go on"), said("assistant", "ok"), said("user", "go on"));

    assertThat(prompts(session)).containsExactly("go on", "go on");
  }

  @Test
  void pairsPromptsOfBothFormsThatTheHeadDoesNotShow() {
    String filler = said("developer", "x".repeat(FileHead.MAX_BYTES));
    Session session = read(
        meta(""),
        filler,
        said("user", "first"),
        prompt("first"),
        prompt("next"),
        said("user", "next"),
        said("assistant", "ok"),
        event("{\"type\":\"agent_message\",\"message\":\"ok\"}"));

    assertThat(prompts(session)).containsExactly("first", "next");
    assertThat(session.all(AssistantMessage.class)).hasSize(1);
  }

  @Test
  void keepsAPromptWhoseEventIsNotWrittenYet() {
    Session session = read(
        meta(""), said("user", "one"), prompt("one"), said("assistant", "ok"), said("user", "two"));

    assertThat(prompts(session)).containsExactly("one", "two");
  }

  @Test
  void namesAPromptsImagesWithoutTheirBytes() {
    Session session = read(
        meta(""),
        item("{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\","
            + "\"text\":\"<image name=[Image #1]>\"},{\"type\":\"input_image\",\"image_url\":"
            + "\"data:image/png;base64,AAAA\"},{\"type\":\"input_text\",\"text\":\"</image>\"},"
            + "{\"type\":\"input_text\",\"text\":\"see\"},{\"type\":\"input_odd\",\"o\":1}]}"));

    assertThat(session.types())
        .containsExactly("codex.session_meta", "user_message", "codex.input_odd");
    assertThat(session.all(UserMessage.class)).singleElement().satisfies(message -> {
      assertThat(message.text()).isEqualTo("see");
      assertThat(message.resources()).singleElement().satisfies(image -> {
        assertThat(image.mimeType()).isEqualTo("image/png");
        assertThat(image.sizeBytes()).isEqualTo(3);
      });
    });
  }

  @Test
  void givesThoughtsWithTheirItemsOnce() {
    Session session = read(
        meta(""),
        event("{\"type\":\"agent_reasoning\",\"text\":\"plan\"}"),
        item("{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"plan\"}],"
            + "\"encrypted_content\":\"e\"}"),
        item("{\"type\":\"reasoning\",\"summary\":[],\"content\":null}"),
        event("{\"type\":\"agent_reasoning_raw_content\",\"text\":\"in full\"}"));

    assertThat(session.all(Reasoning.class))
        .extracting(Reasoning::text)
        .containsExactly("plan", null, "in full");
    assertThat(session.all(Reasoning.class).get(0).item().text()).contains("encrypted_content");
  }

  @Test
  void pairsCallsWithOutputsAndReadsTheirFacts() {
    Session session = read(
        meta(""),
        call("c1"),
        item("{\"type\":\"custom_tool_call\",\"name\":\"apply_patch\",\"input\":\"*** patch\","
            + "\"call_id\":\"c2\"}"),
        output(
            "c1",
            "\"Chunk ID: 1\\nWall time: 0.0510 seconds\\nProcess exited with code 3\\n"
                + "Output:\\nhello\\n\""),
        item("{\"type\":\"custom_tool_call_output\",\"call_id\":\"c2\",\"output\":"
            + "\"{\\\"output\\\":\\\"ok\\\\n\\\",\\\"metadata\\\":{\\\"exit_code\\\":0,"
            + "\\\"duration_seconds\\\":1.5}}\"}"),
        call("c3"),
        output("c3", "\"Exit code: 7 is only text\""),
        call("c4"),
        output("c4", "\"exec command rejected by user\""));

    assertThat(session.all(ToolCall.class))
        .extracting(ToolCall::callId, ToolCall::arguments)
        .startsWith(tuple("c1", "{\"a\": 1}"), tuple("c2", "*** patch"));
    List<ToolResult> results = session.all(ToolResult.class);
    assertThat(results).extracting(ToolResult::callId).containsExactly("c1", "c2", "c3");
    assertThat(results).extracting(ToolResult::exitCode).containsExactly(3L, 0L, null);
    assertThat(results).extracting(ToolResult::durationMs).containsExactly(51L, 1500L, null);
    assertThat(results).extracting(ToolResult::ok).containsExactly(false, true, null);
    assertThat(results.get(1).output()).isEqualTo("ok\n");
    assertThat(session.all(ToolBlocked.class))
        .singleElement()
        .extracting(ToolBlocked::callId)
        .isEqualTo("c4");
  }

  private static String ended(String id, int exitCode) {
    return event("{\"type\":\"exec_command_end\",\"call_id\":\"" + id + "\",\"command\":[\"ls\"],"
        + "\"aggregated_output\":\"seen\",\"exit_code\":" + exitCode
        + ",\"duration\":{\"secs\":2,\"nanos\":5000000}}");
  }

  @Test
  void addsTheFactsOfAnEndToItsResultAndNeverMakesASecondOne() {
    Session session = read(
        meta(""),
        call("before"),
        ended("before", 1),
        output("before", "\"text\""),
        call("after"),
        output("after", "\"text\""),
        ended("after", 1),
        call("alone"),
        ended("alone", 0),
        ended("unknown", 0));

    List<ToolResult> results = session.all(ToolResult.class);
    assertThat(results)
        .extracting(ToolResult::callId)
        .containsExactly("before", "after", "unknown", "alone");
    assertThat(results).extracting(ToolResult::exitCode).containsExactly(1L, null, 0L, 0L);
    assertThat(results)
        .extracting(ToolResult::durationMs)
        .containsExactly(2005L, null, 2005L, 2005L);
    assertThat(session.types()).filteredOn("codex.exec_command_end"::equals).hasSize(3);
    assertThat(session.all(ToolCall.class)).last().satisfies(call -> {
      assertThat(call.callId()).isEqualTo("unknown");
      assertThat(call.arguments()).isEqualTo("[\"ls\"]");
    });
  }

  @Test
  void countsWhatTheTotalsGrowBy() {
    Session session = read(
        meta(""),
        line("turn_context", "{\"model\":\"m\"}"),
        tokens(100, 60, 5, 105, 100),
        tokens(100, 60, 5, 105, 100),
        tokens(300, 200, 10, 310, 200),
        tokens(40, 0, 1, 41, 40));

    assertThat(session.all(ProviderUsage.class))
        .extracting(usage -> usage.usageSummary())
        .extracting(
            summary -> summary.inputTokens(),
            summary -> summary.cachedTokens(),
            summary -> summary.outputTokens(),
            summary -> summary.totalTokens())
        .containsExactly(
            tuple(40L, 60L, 5L, 105L), tuple(60L, 140L, 5L, 205L), tuple(40L, 0L, 1L, 41L));
    assertThat(session.all(ProviderUsage.class))
        .extracting(ProviderUsage::model)
        .containsOnly("m");
  }

  @Test
  void leavesOutWhatAForkHasFromItsParent() {
    Session session = read(
        meta(",\"forked_from_id\":\"" + PARENT + "\""),
        line("session_meta", "{\"id\":\"" + PARENT + "\"}"),
        line("turn_context", "{\"turn_id\":\"" + PARENT_TURN + "\",\"model\":\"m\"}"),
        prompt("of the parent"),
        call("c1"),
        tokens(1000, 0, 10, 1010, 1000),
        line("turn_context", "{\"turn_id\":\"" + OWN_TURN + "\",\"model\":\"m\"}"),
        prompt("its own"),
        tokens(1100, 0, 20, 1120, 100));

    assertThat(prompts(session)).containsExactly("its own");
    assertThat(session.all(ToolCall.class)).isEmpty();
    assertThat(session.all(ProviderUsage.class))
        .singleElement()
        .extracting(usage -> usage.usageSummary().totalTokens())
        .isEqualTo(110L);
    assertThat(session.all(SessionFork.class))
        .singleElement()
        .extracting(SessionFork::parentSessionId)
        .isEqualTo("s-" + PARENT);
    assertThat(session.all(Note.class))
        .singleElement()
        .extracting(Note::message)
        .asString()
        .contains("5 lines");
  }

  @Test
  void findsTheForksOwnTurnsByTimeWhereTheyHaveNoIds() {
    Session session = read(
        meta(",\"forked_from_id\":\"parent\""),
        line("session_meta", "{\"id\":\"parent\"}"),
        line(
            "2026-03-01T10:00:00.050Z",
            "event_msg",
            "{\"type\":\"user_message\",\"message\":\"of the parent\"}"),
        line(
            "2026-03-01T10:00:09.000Z",
            "event_msg",
            "{\"type\":\"user_message\",\"message\":\"its own\"}"));

    assertThat(prompts(session)).containsExactly("its own");
  }

  @Test
  void linksASubAgentWithItsParent() {
    String spawn = ",\"source\":{\"subagent\":{\"thread_spawn\":{\"parent_thread_id\":\"" + PARENT
        + "\",\"depth\":1,\"agent_role\":\"explorer\"}}}";
    Session session = read(meta(spawn), prompt("look"), said("assistant", "seen"));

    assertThat(prompts(session)).containsExactly("look");
    assertThat(session.all(SubagentEvent.class)).singleElement().satisfies(link -> {
      assertThat(link.subagentId()).isEqualTo(OWN);
      assertThat(link.agent()).isEqualTo("explorer");
      assertThat(link.details().text()).isEqualTo("{\"parent_session_id\":\"s-" + PARENT + "\"}");
    });
  }

  @Test
  void followsSubAgentsFromTheirSpawningToTheirEnd() {
    Session session = read(
        meta(""),
        item("{\"type\":\"function_call\",\"name\":\"spawn_agent\",\"arguments\":"
            + "\"{\\\"agent_type\\\":\\\"explorer\\\",\\\"message\\\":\\\"look\\\"}\","
            + "\"call_id\":\"c1\"}"),
        output("c1", "\"{\\\"agent_id\\\":\\\"child\\\"}\""),
        event("{\"type\":\"collab_agent_spawn_end\",\"call_id\":\"c1\","
            + "\"new_thread_id\":\"child\"}"),
        event(
            "{\"type\":\"collab_waiting_end\",\"statuses\":{\"child\":{\"completed\":\"seen\"}}}"),
        event(
            "{\"type\":\"collab_waiting_end\",\"statuses\":{\"child\":{\"completed\":\"seen\"}}}"),
        event("{\"type\":\"collab_close_end\",\"receiver_thread_id\":\"child\"}"));

    List<SubagentEvent> events = session.all(SubagentEvent.class);
    assertThat(events)
        .extracting(SubagentEvent::event)
        .containsExactly(SubagentPhase.STARTED, SubagentPhase.FINISHED, SubagentPhase.CLOSED);
    assertThat(events).extracting(SubagentEvent::childSessionId).containsOnly("s-child");
    assertThat(events.get(0).task()).isEqualTo("look");
    assertThat(events.get(1).summary()).isEqualTo("seen");
  }

  @Test
  void takesRolledBackTurnsOutOfTheConversation() {
    Session session = read(
        meta(""),
        prompt("one"),
        said("assistant", "1"),
        prompt("two"),
        said("assistant", "2"),
        event("{\"type\":\"thread_rolled_back\",\"num_turns\":1}"),
        prompt("three"),
        event("{\"type\":\"thread_rolled_back\",\"num_turns\":2}"),
        event("{\"type\":\"thread_rolled_back\",\"num_turns\":1}"));

    // 0 and 1 begin each session, 2 describes it, 3 is the first prompt
    assertThat(session.all(BranchSwitched.class))
        .extracting(BranchSwitched::kept)
        .containsExactly(List.of(new SeqRange(0, 4)), List.of(new SeqRange(0, 2)));
    assertThat(session.types()).endsWith("branch_switched", "codex.thread_rolled_back");
  }

  @Test
  void putsASummaryInThePlaceOfTheHistoryOnce() {
    Session session = read(
        meta(""),
        prompt("one"),
        line("compacted", "{\"message\":\"so far\"}"),
        event("{\"type\":\"context_compacted\"}"),
        line(
            "compacted",
            "{\"message\":\"\",\"replacement_history\":[{\"type\":\"message\","
                + "\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"kept\"}]}]}"));

    assertThat(session.all(HistoryCompaction.class))
        .extracting(HistoryCompaction::summary)
        .containsExactly("so far", "user: kept");
    assertThat(session.all(HistoryCompaction.class).get(0).range()).isEqualTo(new SeqRange(0, 3));
  }

  @Test
  void reportsFailuresOfTurns() {
    Session session = read(
        meta(""),
        event("{\"type\":\"turn_aborted\",\"turn_id\":\"t\",\"reason\":\"interrupted\"}"),
        event("{\"type\":\"error\",\"message\":\"no more\","
            + "\"codex_error_info\":\"usage_limit_exceeded\"}"),
        event("{\"type\":\"task_complete\",\"error\":{\"message\":\"no more\"}}"));

    assertThat(session.all(TurnFailed.class))
        .extracting(TurnFailed::terminalStatus, TurnFailed::errorKind)
        .containsExactly(
            tuple("interrupted", "turn_aborted"), tuple("failed", "usage_limit_exceeded"));
    assertThat(session.all(UsageLimitHit.class)).hasSize(1);
  }

  @Test
  void readsLinesWithoutEnvelopes() {
    CodexLines file = CodexLines.of(new CodexCli(), "rollout-2025-08-25T15-12-14-x.jsonl", """
        {"id":"old","timestamp":"2025-08-25T21:12:14.114Z","instructions":"be brief"}
        {"record_type":"state"}
        {"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]}
        {"type":"function_call","name":"shell","arguments":"{}","call_id":"c1"}
        {"type":"function_call_output","call_id":"c1","output":"x"}
        {"type":"message","role":"assistant","content":[{"type":"output_text","text":"done"}]}
        """);

    assertThat(file.reader.sessionName()).hasValue("old");
    assertThat(file.reader.started().systemPrompt()).isEqualTo("be brief");
    assertThat(file.session.types())
        .containsExactly(
            "codex.session_meta", "user_message", "tool_call", "tool_result", "assistant_message");
    assertThat(file.session.added.get(2).ts()).isEqualTo("2025-08-25T21:12:14.114Z");
    assertThat(file.session.added.get(3).ts()).isNull();
  }

  @Test
  void takesTheTimeFromTheNameWhereTheFileHasNone() {
    CodexLines file = CodexLines.of(
        new CodexCli(),
        "rollout-2025-08-25T15-12-14-x.jsonl",
        "{\"type\":\"message\",\"role\":\"user\",\"content\":\"hi\"}\n{\"record_type\":\"state\"}\n");

    assertThat(file.reader.firstTime()).isEqualTo(Instant.parse("2025-08-25T15:12:14Z"));
    assertThat(file.reader.sessionName()).isEmpty();
    assertThat(prompts(file.session)).containsExactly("hi");
  }

  @Test
  void readsTheDocumentOfTheFirstVersions() {
    String text = "{\"session\":{\"id\":\"doc\",\"timestamp\":\"2025-05-01T00:00:00Z\"},"
        + "\"items\":[{\"type\":\"message\",\"role\":\"user\",\"content\":\"hi\"}]}";
    CodexLines file = CodexLines.of(new CodexCli(), "rollout.json", text);

    assertThat(new CodexCli().elements(CodexLines.head("rollout.json", text))).hasValue("items");
    assertThat(file.reader.sessionName()).hasValue("doc");
    assertThat(prompts(file.session)).containsExactly("hi");
  }

  @Test
  void keepsWhatItDoesNotKnow() {
    Session session = read(
        meta(""),
        line("world_state", "{\"full\":true}"),
        item("{\"type\":\"ghost_snapshot\"}"),
        event("{\"type\":\"odd/newThing\"}"),
        event("{}"),
        line("response_item", "{}"));

    assertThat(session.types())
        .containsExactly(
            "codex.session_meta",
            "codex.world_state",
            "codex.ghost_snapshot",
            "codex.odd_new_thing",
            "codex.event_msg",
            "codex.response_item");
  }

  @Test
  void survivesFieldsOfOtherKinds() {
    List<String> kinds = List.of(
        "message",
        "reasoning",
        "function_call",
        "function_call_output",
        "custom_tool_call",
        "local_shell_call",
        "tool_search_call",
        "tool_search_output",
        "web_search_call",
        "image_generation_call",
        "agent_message",
        "user_message",
        "token_count",
        "turn_aborted",
        "error",
        "task_complete",
        "thread_rolled_back",
        "exec_command_end",
        "mcp_tool_call_end",
        "patch_apply_end",
        "collab_agent_spawn_end",
        "collab_waiting_end",
        "item_completed",
        "sub_agent_activity");
    StringBuilder text = new StringBuilder(meta(",\"source\":7,\"agent_path\":[]"));
    for (String odd :
        List.of("null", "7", "[]", "{}", "[[1]]", "\"x\"", "[{\"type\":3}]", "-1e999")) {
      Map<String, String> fields = Map.of("content", odd, "output", odd, "call_id", odd);
      for (String kind : kinds) {
        StringBuilder payload = new StringBuilder("{\"type\":\"" + kind + "\"");
        for (String name : List.of(
            "role",
            "summary",
            "arguments",
            "name",
            "input",
            "info",
            "num_turns",
            "duration",
            "item",
            "rate_limits",
            "result",
            "statuses",
            "agent_statuses",
            "message",
            "turn_id",
            "error")) {
          payload.append(",\"").append(name).append("\":").append(odd);
        }
        fields.forEach(
            (name, value) -> payload.append(",\"").append(name).append("\":").append(value));
        text.append(item(payload + "}")).append(event(payload + "}"));
      }
      text.append(
          line("compacted", "{\"message\":" + odd + ",\"replacement_history\":" + odd + "}"));
      text.append(line("turn_context", "{\"model\":" + odd + ",\"effort\":" + odd + "}"));
      text.append(line("session_meta", "{\"id\":" + odd + "}"));
    }

    assertThat(CodexLines.codex(text.toString()).damage).isEmpty();
  }

  @Test
  void givesTheSameBeginningHoweverLongTheFileIs() {
    List<String> lines = List.of(
        meta(""),
        prompt("one"),
        said("user", "one"),
        call("c1"),
        ended("c1", 0),
        output("c1", "\"x\""),
        tokens(10, 0, 1, 11, 10),
        said("assistant", "1"),
        prompt("two"),
        said("assistant", "2"),
        tokens(20, 0, 2, 22, 10),
        event("{\"type\":\"thread_rolled_back\",\"num_turns\":1}"));
    List<?> whole = read(lines.toArray(String[]::new)).events();
    for (int count = 4; count < lines.size(); count++) {
      if (count == 5) {
        // the end of a call that waits for its output is its result until then
        continue;
      }
      List<?> part = read(lines.subList(0, count).toArray(String[]::new)).events();
      assertThat(whole.subList(0, part.size())).as("%d lines", count).isEqualTo(part);
    }
  }
}
