package dev.daybook.internal.exchange.codex;

import static dev.daybook.internal.exchange.codex.CodexFixture.OWN;
import static dev.daybook.internal.exchange.codex.CodexFixture.OWN_TURN;
import static dev.daybook.internal.exchange.codex.CodexFixture.PARENT;
import static dev.daybook.internal.exchange.codex.CodexFixture.PARENT_TURN;
import static dev.daybook.internal.exchange.codex.CodexFixture.call;
import static dev.daybook.internal.exchange.codex.CodexFixture.ended;
import static dev.daybook.internal.exchange.codex.CodexFixture.event;
import static dev.daybook.internal.exchange.codex.CodexFixture.item;
import static dev.daybook.internal.exchange.codex.CodexFixture.line;
import static dev.daybook.internal.exchange.codex.CodexFixture.meta;
import static dev.daybook.internal.exchange.codex.CodexFixture.output;
import static dev.daybook.internal.exchange.codex.CodexFixture.prompt;
import static dev.daybook.internal.exchange.codex.CodexFixture.prompts;
import static dev.daybook.internal.exchange.codex.CodexFixture.read;
import static dev.daybook.internal.exchange.codex.CodexFixture.said;
import static dev.daybook.internal.exchange.codex.CodexFixture.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.event.Note;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.SessionFork;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.internal.exchange.codex.CodexLines.Session;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CodexCallsTest {

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
  void linksASubAgentWithItsParent() {
    String spawn = ",\"source\":{\"subagent\":{\"thread_spawn\":{\"parent_thread_id\":\"" + PARENT
        + "\",\"depth\":1,\"agent_role\":\"explorer\"}}}";
    Session session = read(meta(spawn), prompt("look"), said("assistant", "seen"));

    assertThat(prompts(session)).containsExactly("look");
    assertThat(session.all(SubagentEvent.class)).singleElement().satisfies(link -> {
      assertThat(link.subagentId()).isEqualTo(OWN);
      assertThat(link.agent()).isEqualTo("explorer");
      assertThat(link.details().text()).isEqualTo("{\"parent_session_id\":\"" + PARENT + "\"}");
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
    assertThat(events).extracting(SubagentEvent::childSessionId).containsOnly("child");
    assertThat(events.get(0).task()).isEqualTo("look");
    assertThat(events.get(1).summary()).isEqualTo("seen");
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
        .isEqualTo(PARENT);
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
}
