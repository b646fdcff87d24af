package dev.daybook.tree;

import static dev.daybook.tree.EventStream.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.CompactionBlock;
import dev.daybook.event.ContinuationKind;
import dev.daybook.event.Json;
import dev.daybook.event.ParallelLoopStart;
import dev.daybook.event.RequestPayload;
import dev.daybook.event.ToolExecutionStart;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnMessages;
import dev.daybook.event.TurnRange;
import dev.daybook.event.TurnRequest;
import dev.daybook.event.TurnStart;
import dev.daybook.event.TurnTrigger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions as phi writes them. */
class TreeJsonTest {

  private static final String HELLO =
      "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]}";
  private static final String HI = "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\","
      + "\"text\":\"hi\"}],\"stop_reason\":\"stop\"}";
  private static final String USAGE =
      "{\"input\":10,\"output\":5,\"reasoning\":0,\"cache_read\":0,\"cache_write\":0,"
          + "\"total_tokens\":0}";

  @Test
  void aSessionHasPhisFieldsInTheirOrder() throws IOException {
    EventStream stream = new EventStream()
        .start("s", "s.main.1")
        .event(new TurnStart("s.main.1", 0, TurnTrigger.SUB_AGENT))
        .end("s.main.1", AgentMessage.user("hello"), answer("hi"));
    assertThat(json(stream))
        .isEqualTo("{\"session_id\":\"s\",\"agent_id\":\"agent\","
            + "\"created_at\":\"2026-01-01T00:00:00.000000Z\","
            + "\"last_active_at\":\"2026-01-01T00:00:00.000000Z\","
            + "\"formation\":{\"FirstLoop\":{\"timestamp\":\"2026-01-01T00:00:00.000000Z\"}},"
            + "\"parent_spawn_ref\":null,\"scope\":\"ephemeral\",\"loops\":[{"
            + "\"loop_id\":\"s.main.1\",\"session_id\":\"s\",\"agent_id\":\"agent\","
            + "\"parent_loop_id\":null,\"continuation_kind\":\"Initial\","
            + "\"started_at\":\"2026-01-01T00:00:00.000000Z\","
            + "\"ended_at\":\"2026-01-01T00:00:02.000000Z\","
            + "\"status\":\"Completed\",\"rejection\":null,\"config\":null,"
            + "\"messages\":[" + HELLO + "," + HI + "],\"turns\":[],\"usage\":" + USAGE
            + ",\"metadata\":null,\"events\":["
            + "{\"sequence\":0,\"event\":{\"type\":\"agent_start\","
            + "\"timestamp\":\"2026-01-01T00:00:00.000000Z\",\"agent_id\":\"agent\","
            + "\"session_id\":\"s\",\"loop_id\":\"s.main.1\"}},"
            + "{\"sequence\":1,\"event\":{\"type\":\"turn_start\","
            + "\"timestamp\":\"2026-01-01T00:00:01.000000Z\",\"loop_id\":\"s.main.1\","
            + "\"turn_index\":0,\"triggered_by\":\"sub_agent\"}},"
            + "{\"sequence\":2,\"event\":{\"type\":\"agent_end\","
            + "\"timestamp\":\"2026-01-01T00:00:02.000000Z\",\"loop_id\":\"s.main.1\","
            + "\"messages\":[" + HELLO + "," + HI + "],\"usage\":{\"input\":10,\"output\":5}}}],"
            + "\"children_loop_ids\":[],\"child_loop_refs\":[],\"parallel_group\":null}]}");
  }

  @Test
  void aTurnHasPhisFields() throws IOException {
    RequestPayload request =
        new RequestPayload(null, List.of(), List.of(), List.of(), "model", null, null, null, null);
    EventStream stream = new EventStream()
        .start("s", "s.main.1")
        .turn("s.main.1", 0, TurnTrigger.SUB_AGENT, "hello", "hi")
        .event(new TurnStart("s.main.1", 1, new TurnTrigger("sideways")))
        .event(new TurnRequest("s.main.1", 1, request))
        .event(new TurnEnd("s.main.1", answer("hi"), EventStream.TEN, List.of()));
    SessionTree tree = stream.into(SessionTree.builder().withRequests().build());
    String json = json(tree.sessions().get(0));
    assertThat(json)
        .contains("\"turns\":[{\"turn_id\":{\"loopId\":\"s.main.1\",\"turnIndex\":0},"
            + "\"triggered_by\":\"SubAgent\",\"usage\":" + USAGE + ",\"input_messages\":["
            + HELLO + "],\"output_message\":" + HI + ",\"tool_results\":[],"
            + "\"started_at\":\"2026-01-01T00:00:01.000000Z\","
            + "\"ended_at\":\"2026-01-01T00:00:05.000000Z\"},{")
        .contains("\"triggered_by\":\"sideways\"")
        .contains("\"request_payload\":{\"model_id\":\"model\"}}],\"usage\"");
  }

  @Test
  void kindsAreWrittenAsPhiDoes() throws IOException {
    EventStream stream = new EventStream();
    stream.event(start("s.1", ContinuationKind.DEFAULT, null));
    stream.event(start("s.2", ContinuationKind.COMPACTION, null));
    stream.event(start("s.3", ContinuationKind.RERUN, "2026-01-01T00:00:00Z"));
    stream.event(start("s.4", ContinuationKind.BRANCH, null));
    stream.event(start("s.5", new ContinuationKind("sideways"), null));
    JsonNode loops = parse(json(stream)).get("loops");
    assertThat(loops)
        .extracting(loop -> loop.get("continuation_kind").toString())
        .containsExactly(
            "\"Default\"",
            "\"Compaction\"",
            "{\"Rerun\":{\"tag\":\"2026-01-01T00:00:00Z\"}}",
            "{\"Branch\":{\"tag\":\"\"}}",
            "\"sideways\"");
  }

  private static AgentStart start(String loopId, ContinuationKind kind, String tag) {
    return new AgentStart("agent", "s", loopId, null, kind, tag, null, null);
  }

  @Test
  void groupsAndReferencesHavePhisFields() throws IOException {
    JsonNode parallel = parse(json(EventStream.parallel())).get("loops");
    assertThat(parallel.get(1).get("parallel_group").toString())
        .isEqualTo("{\"all_loop_ids\":[\"s.a.1\",\"s.b.1\"],\"selected_loop_id\":\"s.b.1\","
            + "\"selected_config_index\":1,\"evaluation_usage\":{\"input\":3,\"output\":1,"
            + "\"reasoning\":0,\"cache_read\":0,\"cache_write\":0,\"total_tokens\":0},"
            + "\"is_selected\":true}");
    List<AgentSession> sessions = EventStream.subAgentEndsFirst().tree().sessions();
    assertThat(parse(json(sessions.get(0)))
            .get("loops")
            .get(0)
            .get("child_loop_refs")
            .toString())
        .isEqualTo("[{\"tool_call_id\":\"c1\",\"tool_name\":\"research\","
            + "\"child_loop_id\":\"child.sub.1\",\"child_session_id\":\"child\"}]");
    assertThat(parse(json(sessions.get(1))).get("parent_spawn_ref").toString())
        .isEqualTo("{\"parent_session_id\":\"parent\",\"parent_loop_id\":\"parent.main.1\","
            + "\"tool_call_id\":\"c1\",\"tool_name\":\"research\"}");
  }

  @Test
  void aCompactionBlockHasPhisFields() throws IOException {
    EventStream stream = new EventStream()
        .start("s", "s.main.1")
        .event(new CompactionBlock(
            "s.main.1",
            new TurnRange(0, 1),
            null,
            new TurnMessages(new TurnRange(2, 3), List.of(AgentMessage.user("hello")))));
    assertThat(json(stream))
        .endsWith(",\"compaction_block\":{\"keep_first\":{\"startTurn\":0,\"endTurn\":1},"
            + "\"keep_recent\":{\"range\":{\"startTurn\":2,\"endTurn\":3},\"messages\":["
            + HELLO + "]},\"createdAt\":\"2026-01-01T00:00:01.000000Z\"}}]}");
  }

  @Test
  void aPendingLoopSaysSo() throws IOException {
    JsonNode loops = parse(json(new EventStream()
            .start("s", "s.main.1")
            .event(new ParallelLoopStart("s", List.of("s.a.1")))))
        .get("loops");
    assertThat(loops)
        .extracting(loop -> loop.get("status").asText())
        .containsExactly("Running", "Pending");
  }

  @Test
  void whatALineCanHoldTheReportCanHold() throws IOException {
    Json deepest = new Json("[".repeat(997) + "]".repeat(997));
    Json metadata = new Json("{\"n\":1.10}");
    EventStream stream = new EventStream()
        .event(new AgentStart("a", "s", "s.main.1", null, null, null, metadata, null))
        .event(new ToolExecutionStart("s.main.1", "c1", "\ud800\u0000", deepest));
    assertThat(json(stream))
        .contains(deepest.text())
        .contains(",\"metadata\":{\"n\":1.10},\"events\":")
        .contains("\\uD800\\u0000");
  }

  private static String json(EventStream stream) throws IOException {
    return json(stream.tree().session("s").orElseThrow());
  }

  private static String json(AgentSession session) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TreeJson.write(session, bytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static JsonNode parse(String json) throws IOException {
    return JsonMapper.builder().build().readTree(json);
  }
}
