package dev.daybook.internal.exchange.reference;

import dev.daybook.event.Json;
import dev.daybook.event.ParallelLoopEnd;
import dev.daybook.event.ParallelLoopStart;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.Unknown;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.exchange.reading.ValueReader;
import dev.daybook.internal.json.EventData;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A reader of phi-core's saved sessions. A loop keeps the events that it was made of, and these are
 * what is added, in their order; a loop without them, from an early version, becomes the events
 * that its turns stand for. The rest of a loop, and of the session, is kept verbatim as
 * {@code phi.loop} and {@code phi.session}.
 */
final class PhiDocument extends ValueReader {

  /** The array whose elements are the items. */
  static final String LOOPS = "loops";

  /** The fields of a loop that say again what its events say. */
  private static final Set<String> REPEATED = Set.of("events", "messages", "turns");

  private final PhiFormat format;

  /** The groups of parallel loops of which not all loops were met, by their loops. */
  private final Map<String, Group> groups = new LinkedHashMap<>();

  /** A group of parallel loops. */
  private static final class Group {
    final Set<String> missing;
    final ParallelLoopStart start;
    final ParallelLoopEnd end;

    Group(String sessionId, JsonValue record, List<String> loops) {
      Long index = record.get("selected_config_index").count();
      this.missing = new HashSet<>(loops);
      this.start = new ParallelLoopStart(sessionId, loops);
      this.end = new ParallelLoopEnd(
          sessionId,
          record.get("selected_loop_id").text(""),
          index == null ? 0 : index,
          PhiShapes.usage(record.get("evaluation_usage")));
    }

    void add(ImportTarget target, @Nullable Instant ts) {
      target.add(start, ts, null);
      target.add(end, ts, null);
    }
  }

  PhiDocument(PhiFormat format, FileHead head) {
    super(head);
    this.format = format;
  }

  @Override
  public Optional<String> sessionName() {
    return format.sessionName(head);
  }

  @Override
  public SessionStarted started() {
    return format.started(head);
  }

  @Override
  @Nullable
  protected Instant time(JsonValue item) {
    return format.time(item);
  }

  @Override
  protected void read(Item item, ImportTarget target) {
    JsonValue value = item.value();
    if (!item.part().equals(LOOPS)) {
      if (value.names().stream().anyMatch(name -> !name.equals(LOOPS))) {
        addVerbatim(target, "phi.session", value, time(value), null);
      }
      return;
    }
    List<JsonValue> events = value.get("events").elements();
    if (events.isEmpty()) {
      readTurns(value, target);
    } else {
      events.forEach(event -> readEvent(event, value, target));
    }
    addBlock(value, target);
    Map<String, Object> rest = new LinkedHashMap<>();
    for (String name : value.names()) {
      if (!REPEATED.contains(name)) {
        rest.put(name, new Json(value.get(name).raw()));
      }
    }
    Instant ended = ForeignTime.of(value.get("ended_at"));
    target.add(new Unknown("phi.loop", Json.of(rest)), ended, null);
    addGroup(value, target, ended);
  }

  private void readEvent(JsonValue recorded, JsonValue loop, ImportTarget target) {
    JsonValue event = recorded.get("event");
    String kind = format.kind(event).text();
    EventKind known = kind == null ? null : format.kindOf(kind);
    Instant ts = ForeignTime.of(event.get("timestamp"));
    if (ts == null && recorded.get("sequence").is("0")) {
      ts = ForeignTime.of(loop.get("started_at"));
    }
    if (known == null) {
      String type = kind == null ? "phi.event" : format.verbatimType(kind);
      addVerbatim(target, type, kind == null ? recorded : event, ts, null);
      return;
    }
    Leftover left = new Leftover();
    Map<String, Object> ours = known.shape().ours(event, left);
    target.add(event(known.ours(), ours), ts, null);
    if (!left.isEmpty() && kind != null) {
      target.add(new Unknown(format.verbatimType(kind), Json.of(left.object())), ts, null);
    }
  }

  private static SessionEvent event(String type, Map<String, Object> data) {
    return EventData.event(EventTypes.standard(), type, Json.of(data));
  }

  /** Adds what the events of a loop without them were, as far as it says. */
  private void readTurns(JsonValue loop, ImportTarget target) {
    Leftover left = new Leftover();
    Instant began = ForeignTime.of(loop.get("started_at"));
    Map<String, Object> start = PhiFormat.START.ours(loop, left);
    Object config = PhiShapes.CONFIG.ours(loop.get("config"), left);
    if (config != null && loop.get("config").isObject()) {
      start.put("config_snapshot", config);
    }
    target.add(event("agent_start", start), began, null);
    Json id = new Json(loop.get("loop_id").raw());
    for (JsonValue turn : loop.get("turns").elements()) {
      add("TurnStart", turnStart(turn), id, turn.get("started_at"), target);
      for (JsonValue input : turn.get("input_messages").elements()) {
        add("MessageEnd", Map.of("message", raw(input)), id, JsonValue.absent(), target);
      }
      Map<String, Object> end = new HashMap<>();
      end.put("message", raw(turn.get("output_message")));
      end.put("usage", raw(turn.get("usage")));
      end.put("tool_results", raw(turn.get("tool_results")));
      add("TurnEnd", end, id, turn.get("ended_at"), target);
    }
    boolean isEnded = loop.get("ended_at").isPresent();
    if (isEnded) {
      Map<String, Object> end = new HashMap<>();
      end.put("messages", raw(loop.get("messages")));
      end.put("usage", raw(loop.get("usage")));
      end.put("rejection", raw(loop.get("rejection")));
      add("AgentEnd", end, id, loop.get("ended_at"), target);
    }
  }

  private static Map<String, Object> turnStart(JsonValue turn) {
    Map<String, Object> start = new HashMap<>();
    start.put("turn_index", raw(turn.at("turn_id", "turnIndex")));
    start.put("triggered_by", raw(turn.get("triggered_by")));
    return start;
  }

  private static Json raw(JsonValue value) {
    return value.isAbsent() ? new Json("null") : new Json(value.raw());
  }

  private void add(
      String kind, Map<String, Object> fields, Json loop, JsonValue ts, ImportTarget target) {
    EventKind known = Objects.requireNonNull(format.kindOf(kind));
    Map<String, Object> all = new HashMap<>(fields);
    all.put("loop_id", loop);
    JsonValue theirs = value(Json.of(all));
    target.add(
        event(known.ours(), known.shape().ours(theirs, new Leftover())), ForeignTime.of(ts), null);
  }

  private static JsonValue value(Json json) {
    byte[] utf8 = json.text().getBytes(StandardCharsets.UTF_8);
    return JsonValue.first(utf8, 0, utf8.length);
  }

  /** Adds the overlay of a compaction, which is no event there. */
  private void addBlock(JsonValue loop, ImportTarget target) {
    JsonValue block = loop.get("compaction_block");
    if (block.isObject()) {
      Map<String, Object> ours = PhiShapes.BLOCK.ours(block, new Leftover());
      ours.put("loop_id", new Json(loop.get("loop_id").raw()));
      target.add(event("compaction_block", ours), ForeignTime.of(block.get("createdAt")), null);
    }
  }

  /** Adds the events of a parallel group once its last loop is there. */
  private void addGroup(JsonValue loop, ImportTarget target, @Nullable Instant ts) {
    JsonValue record = loop.get("parallel_group");
    String sessionId = loop.get("session_id").text();
    String loopId = loop.get("loop_id").text();
    if (!record.isObject() || sessionId == null || loopId == null) {
      return;
    }
    List<String> loops =
        record.get("all_loop_ids").elements().stream().map(id -> id.text("")).toList();
    String key = String.join(" ", loops);
    Group group = groups.computeIfAbsent(key, absent -> new Group(sessionId, record, loops));
    group.missing.remove(loopId);
    if (group.missing.isEmpty()) {
      groups.remove(key);
      group.add(target, ts);
    }
  }

  @Override
  public void end(ImportTarget target) {
    groups.values().forEach(group -> group.add(target, null));
    groups.clear();
  }
}
