package dev.daybook.internal.exchange.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentStart;
import dev.daybook.event.CompactionBlock;
import dev.daybook.event.Entry;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.ParallelLoopEnd;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnStart;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.json.JsonValue;
import dev.daybook.tree.AgentSession;
import dev.daybook.tree.LoopStatus;
import dev.daybook.tree.SessionTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The saved sessions of phi-core. */
class PhiDocumentTest {

  private static final String HEAD = """
      "session_id": "h", "agent_id": "a", "created_at": "2026-03-01T10:00:00Z",
      "last_active_at": "2026-03-01T10:00:00Z", "formation": {"FirstLoop": {"timestamp": "2026-03-01T10:00:00Z"}},
      "parent_spawn_ref": null, "scope": "persistent",
      """;

  private static final String ASSISTANT = """
      {"role":"assistant","content":[{"type":"text","text":"ok"}],"stopReason":"stop","model":"m","provider":"p","usage":{"input":1,"output":2},"timestamp":1772355603000}""";

  private static final String WITH_EVENTS = """
      {"loop_id":"h.c.1","session_id":"h","agent_id":"a","parent_loop_id":null,"continuation_kind":"Initial",
       "started_at":"2026-03-01T10:00:00Z","ended_at":"2026-03-01T10:00:04Z","status":"Completed","rejection":null,"config":null,
       "messages":[@],"turns":[],"usage":{"input":1,"output":2},"metadata":null,
       "events":[
        {"sequence":0,"event":{"type":"AgentStart","agent_id":"a","session_id":"h","loop_id":"h.c.1","parent_loop_id":null,"continuation_kind":"Initial","timestamp":"2026-03-01T10:00:00Z","metadata":null}},
        {"sequence":1,"event":{"type":"TurnStart","loop_id":"h.c.1","turn_index":0,"triggered_by":"FollowUp","timestamp":"2026-03-01T10:00:01Z"}},
        {"sequence":2,"event":{"type":"TurnEnd","loop_id":"h.c.1","message":@,"usage":{"input":1,"output":2},"timestamp":"2026-03-01T10:00:02Z","tool_results":[]}},
        {"sequence":3,"event":{"type":"AgentEnd","loop_id":"h.c.1","messages":[@],"usage":{"input":1,"output":2},"timestamp":"2026-03-01T10:00:04Z","rejection":null}}],
       "children_loop_ids":["h.c.2"],"child_loop_refs":[],
       "parallel_group":{"all_loop_ids":["h.c.1","h.c.2"],"selected_loop_id":"h.c.2","selected_config_index":1,"evaluation_usage":{"input":5,"output":6},"is_selected":false},
       "compaction_block":{"keep_first":{"startTurn":0,"endTurn":0},"keep_recent":{"range":{"startTurn":1,"endTurn":1},"messages":[@]},"createdAt":"2026-03-01T10:00:04Z"}}
      """.replace("@", ASSISTANT);

  private static final String WITHOUT_EVENTS = """
      {"loop_id":"h.c.2","session_id":"h","agent_id":"a","parent_loop_id":"h.c.1","continuation_kind":null,
       "started_at":"2026-03-01T10:00:05Z","ended_at":"2026-03-01T10:00:09Z","status":"Completed","rejection":null,
       "config":{"model":"m","provider":"p","config_id":null},"messages":[@],
       "turns":[{"turn_id":{"loopId":"h.c.2","turnIndex":0},"triggered_by":"User","usage":{"input":3,"output":4},
         "input_messages":[{"role":"user","content":[{"type":"text","text":"hi"}],"timestamp":1772355600000}],
         "output_message":@,"tool_results":[],"started_at":"2026-03-01T10:00:06Z","ended_at":"2026-03-01T10:00:07Z"}],
       "usage":{"input":3,"output":4},"metadata":null,"events":[],"children_loop_ids":[],"child_loop_refs":[],
       "parallel_group":{"all_loop_ids":["h.c.1","h.c.2"],"selected_loop_id":"h.c.2","selected_config_index":1,"evaluation_usage":{"input":5,"output":6},"is_selected":true}}
      """.replace("@", ASSISTANT);

  private static final String DOCUMENT =
      "{\n" + HEAD + "\"loops\": [" + WITH_EVENTS + "," + WITHOUT_EVENTS + "]}\n";

  /** Reads a document as an importer cuts it. */
  private static SeedFile.Target read(String text) {
    FileHead head = SeedFile.head(text);
    PhiFormat format = new PhiFormat();
    assertThat(format.recognises(head)).isTrue();
    assertThat(format.elements(head)).contains("loops");
    SourceReader reader = format.reader(head);
    SeedFile.Target target = new SeedFile.Target();
    target.add(reader.started(), reader.firstTime(), null);
    JsonObject document = JsonParser.parseString(text).getAsJsonObject();
    JsonElement loops = document.remove("loops");
    SeedFile.read(reader, item(document, ""), target);
    loops.getAsJsonArray().forEach(loop -> SeedFile.read(reader, item(loop, "loops"), target));
    reader.end(target);
    assertThat(target.damage).isNull();
    return target;
  }

  private static Item item(JsonElement value, String part) {
    byte[] utf8 = value.toString().getBytes(StandardCharsets.UTF_8);
    return new Item(JsonValue.first(utf8, 0, utf8.length), 1, 0, part);
  }

  @Test
  void loopsBecomeTheirEvents() {
    SeedFile.Target target = read(DOCUMENT);
    assertThat(target.entries)
        .extracting(Entry::type)
        .containsExactly(
            "session_started",
            "phi.session",
            "agent_start",
            "turn_start",
            "turn_end",
            "agent_end",
            "compaction_block",
            "phi.loop",
            "agent_start",
            "turn_start",
            "message_end",
            "turn_end",
            "agent_end",
            "phi.loop",
            "parallel_loop_start",
            "parallel_loop_end");
    List<SessionEvent> events = target.events();
    assertThat(events.get(3))
        .isInstanceOfSatisfying(
            TurnStart.class,
            turn -> assertThat(turn.triggeredBy().wireName()).isEqualTo("continuation"));
    assertThat(events.get(6)).isInstanceOfSatisfying(CompactionBlock.class, block -> {
      assertThat(block.loopId()).isEqualTo("h.c.1");
      assertThat(block.keepRecent()).isNotNull();
    });
    assertThat(events.get(8))
        .isInstanceOfSatisfying(
            AgentStart.class, start -> assertThat(start.configSnapshot()).isNotNull());
    assertThat(events.get(10)).isInstanceOf(MessageEnd.class);
    assertThat(events.get(11))
        .isInstanceOfSatisfying(
            TurnEnd.class, end -> assertThat(end.usage().input()).isEqualTo(3));
    assertThat(events.get(12)).isInstanceOf(AgentEnd.class);
    assertThat(events.get(15))
        .isInstanceOfSatisfying(
            ParallelLoopEnd.class, end -> assertThat(end.selectedConfigIndex()).isEqualTo(1));
  }

  @Test
  void theTreeIsTheOneThatWasSaved() {
    SessionTree tree = new SessionTree();
    read(DOCUMENT).entries.forEach(tree::accept);
    assertThat(tree.sessions()).hasSize(1);
    AgentSession session = tree.sessions().get(0);
    assertThat(session.sessionId()).isEqualTo("h");
    assertThat(session.loops()).hasSize(2).allMatch(loop -> loop.status() == LoopStatus.COMPLETED);
    assertThat(session.loops().get(1).turns()).hasSize(1);
    assertThat(session.loops().get(1).parallelGroup()).isPresent();
  }

  @Test
  void whatIsNotInTheEventsStaysAsItIs() {
    Entry loop = read(DOCUMENT).entries.get(7);
    assertThat(loop.event().toString())
        .contains("\"status\":\"Completed\"", "\"children_loop_ids\":[\"h.c.2\"]")
        .doesNotContain("\"events\"", "\"turns\"");
  }
}
