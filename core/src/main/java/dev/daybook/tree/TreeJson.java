package dev.daybook.tree;

import dev.daybook.event.AgentMessage;
import dev.daybook.event.ContinuationKind;
import dev.daybook.event.TurnId;
import dev.daybook.event.TurnMessages;
import dev.daybook.event.TurnRange;
import dev.daybook.event.TurnTrigger;
import dev.daybook.event.Usage;
import dev.daybook.internal.json.JsonWriter;
import dev.daybook.tree.Loop.ChildLoopRef;
import dev.daybook.tree.Loop.CompactionOverlay;
import dev.daybook.tree.Loop.ParallelGroup;
import dev.daybook.tree.Loop.SequencedEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A writer of sessions as JSON with the field names of phi-core's session files. Messages, set-ups
 * and events have the form that they have in a journal, each event with its time. An unknown count
 * is written as 0.
 */
public final class TreeJson {

  private final JsonWriter json;

  private TreeJson(JsonWriter json) {
    this.json = json;
  }

  /**
   * Writes a session as one JSON object without a line break, piece by piece, so that the JSON is
   * never in memory as a whole. The stream should be buffered; it is not flushed.
   *
   * @throws IOException from the stream
   * @throws dev.daybook.DaybookException {@code UNENCODABLE} if an event that came live has no JSON
   *     form; what was written is incomplete then
   */
  public static void write(AgentSession session, OutputStream out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    new TreeJson(json).session(session);
    json.flush();
  }

  private void session(AgentSession session) throws IOException {
    json.startObject();
    json.field("session_id").string(session.sessionId());
    json.field("agent_id").string(session.agentId());
    json.field("created_at").time(session.createdAt());
    json.field("last_active_at").time(session.lastActiveAt());
    json.field("formation").startObject().field("FirstLoop").startObject();
    json.field("timestamp").time(session.createdAt()).endObject().endObject();
    json.field("parent_spawn_ref").record(session.parentSpawnRef().orElse(null));
    json.field("scope").string(session.scope().name().toLowerCase(Locale.ROOT));
    json.field("loops").startArray();
    for (Loop loop : session.loops()) {
      loop(loop);
    }
    json.endArray().endObject();
  }

  private void loop(Loop loop) throws IOException {
    json.startObject();
    json.field("loop_id").string(loop.loopId());
    json.field("session_id").string(loop.sessionId());
    json.field("agent_id").string(loop.agentId());
    json.field("parent_loop_id").string(loop.parentLoopId().orElse(null));
    json.field("continuation_kind");
    kind(loop.continuationKind(), loop.continuationTag().orElse(""));
    json.field("started_at").time(loop.startedAt());
    json.field("ended_at").time(loop.endedAt().orElse(null));
    json.field("status").string(capitalized(loop.status().name().toLowerCase(Locale.ROOT)));
    json.field("rejection").string(loop.rejection().orElse(null));
    json.field("config").record(loop.config().orElse(null));
    json.field("messages");
    messages(loop.messages());
    json.field("turns").startArray();
    for (Turn turn : loop.turns()) {
      turn(turn);
    }
    json.endArray().field("usage");
    usage(loop.usage());
    json.field("metadata").json(loop.metadata().orElse(null));
    json.field("events").startArray();
    for (SequencedEvent event : loop.events()) {
      json.startObject().field("sequence").number(event.sequence());
      json.field("event").event(event.event(), event.ts()).endObject();
    }
    json.endArray().field("children_loop_ids");
    strings(loop.childrenLoopIds());
    json.field("child_loop_refs").startArray();
    for (ChildLoopRef child : loop.childLoopRefs()) {
      json.record(child);
    }
    json.endArray().field("parallel_group");
    parallelGroup(loop.parallelGroup().orElse(null));
    compaction(loop.compactionBlock().orElse(null));
    json.endObject();
  }

  /** Writes a known kind in phi's form, another one unchanged. */
  private void kind(ContinuationKind kind, String tag) throws IOException {
    String name = kind.isKnown() ? capitalized(kind.wireName()) : kind.wireName();
    if (kind.equals(ContinuationKind.RERUN) || kind.equals(ContinuationKind.BRANCH)) {
      json.startObject().field(name).startObject();
      json.field("tag").string(tag).endObject().endObject();
    } else {
      json.string(name);
    }
  }

  private void turn(Turn turn) throws IOException {
    json.startObject().field("turn_id");
    turnId(turn.turnId());
    TurnTrigger trigger = turn.triggeredBy();
    String name = trigger.wireName();
    json.field("triggered_by").string(trigger.isKnown() ? pascalCase(name) : name);
    json.field("usage");
    usage(turn.usage());
    json.field("input_messages");
    messages(turn.inputMessages());
    json.field("output_message").record(turn.outputMessage());
    json.field("tool_results");
    messages(turn.toolResults());
    json.field("started_at").time(turn.startedAt());
    json.field("ended_at").time(turn.endedAt());
    if (turn.requestPayload().isPresent()) {
      json.field("request_payload").record(turn.requestPayload().get());
    }
    json.endObject();
  }

  private void turnId(TurnId id) throws IOException {
    json.startObject().field("loopId").string(id.loopId());
    json.field("turnIndex").number(id.turnIndex()).endObject();
  }

  private void usage(Usage usage) throws IOException {
    json.startObject();
    json.field("input").number(usage.input());
    json.field("output").number(usage.output());
    json.field("reasoning").number(known(usage.reasoning()));
    json.field("cache_read").number(known(usage.cacheRead()));
    json.field("cache_write").number(known(usage.cacheWrite()));
    json.field("total_tokens").number(known(usage.totalTokens()));
    json.endObject();
  }

  private static long known(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  private void messages(List<AgentMessage> messages) throws IOException {
    json.startArray();
    for (AgentMessage message : messages) {
      json.record(message);
    }
    json.endArray();
  }

  private void strings(List<String> strings) throws IOException {
    json.startArray();
    for (String string : strings) {
      json.string(string);
    }
    json.endArray();
  }

  private void parallelGroup(@Nullable ParallelGroup group) throws IOException {
    if (group == null) {
      json.record(null);
      return;
    }
    json.startObject().field("all_loop_ids");
    strings(group.allLoopIds());
    json.field("selected_loop_id").string(group.selectedLoopId());
    json.field("selected_config_index").number(group.selectedConfigIndex());
    json.field("evaluation_usage");
    usage(group.evaluationUsage());
    json.field("is_selected").bool(group.isSelected()).endObject();
  }

  private void compaction(@Nullable CompactionOverlay overlay) throws IOException {
    if (overlay == null) {
      return;
    }
    json.field("compaction_block").startObject();
    if (overlay.keepFirst() != null) {
      json.field("keep_first");
      range(overlay.keepFirst());
    }
    kept("keep_recent", overlay.keepRecent());
    kept("keep_compacted", overlay.keepCompacted());
    json.field("createdAt").time(overlay.createdAt()).endObject();
  }

  private void kept(String field, @Nullable TurnMessages kept) throws IOException {
    if (kept != null) {
      json.field(field).startObject().field("range");
      range(kept.range());
      json.field("messages");
      messages(kept.messages());
      json.endObject();
    }
  }

  private void range(TurnRange range) throws IOException {
    json.startObject().field("startTurn").number(range.startTurn());
    json.field("endTurn").number(range.endTurn()).endObject();
  }

  private static String capitalized(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  /** Converts {@code sub_agent} to {@code SubAgent}. */
  private static String pascalCase(String wireName) {
    StringBuilder name = new StringBuilder();
    for (String word : wireName.split("_", -1)) {
      name.append(capitalized(word));
    }
    return name.toString();
  }
}
