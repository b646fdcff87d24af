package dev.daybook.internal.exchange.reference;

import static dev.daybook.internal.exchange.reference.Rule.field;
import static dev.daybook.internal.exchange.reference.Rule.same;

import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentStart;
import dev.daybook.event.AgentStartBuilder;
import dev.daybook.event.CompactionEnded;
import dev.daybook.event.CompactionStarted;
import dev.daybook.event.ContinuationKind;
import dev.daybook.event.InputRejected;
import dev.daybook.event.Json;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.MessageStart;
import dev.daybook.event.ParallelLoopEnd;
import dev.daybook.event.ParallelLoopStart;
import dev.daybook.event.ProgressMessage;
import dev.daybook.event.PruneApplied;
import dev.daybook.event.RevertApplied;
import dev.daybook.event.RevertCategory;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.ToolExecutionEnd;
import dev.daybook.event.ToolExecutionStart;
import dev.daybook.event.ToolExecutionUpdate;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnRequest;
import dev.daybook.event.TurnStart;
import dev.daybook.event.TurnTrigger;
import dev.daybook.exchange.SourceHead;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.exchange.text.WrittenTime;
import dev.daybook.internal.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The format of phi-core: the events that its recorder is fed, one a line; and its saved sessions,
 * one document each, whose loops {@link PhiDocument} reads. Events are written.
 *
 * <p>The events of sub-agents stand in the same stream, and in one session here, so that
 * {@link dev.daybook.tree.SessionTree} links them. Half of the kinds have no time of their own:
 * theirs is that of the event before.
 */
public final class PhiFormat extends LineFormat {

  private static final Set<String> ENVELOPE = Set.of("type", "timestamp");

  private static final Conversion CONTINUATION = Conversion.simple(
      value -> {
        String name =
            value.isObject() ? value.names().stream().findFirst().orElse("") : value.text("");
        return name.isEmpty() ? null : known(name);
      },
      value ->
          Conversion.names(ContinuationKind.class, Conversion::pascal).theirs(value, path -> {}));

  private static final Conversion TRIGGER = Conversion.simple(
      value -> value.is("FollowUp")
          ? "continuation"
          : Conversion.names(TurnTrigger.class, Conversion::pascal).ours(value, new Leftover()),
      value -> Conversion.names(TurnTrigger.class, Conversion::pascal).theirs(value, path -> {}));

  static final ObjectShape START = ObjectShape.of(
          same("agent_id"),
          same("session_id"),
          same("loop_id"),
          same("parent_loop_id").orNull(),
          same("continuation_kind").as(CONTINUATION),
          field("continuation_kind.Rerun.tag", "continuation_tag")
              .also("continuation_kind.Branch.tag")
              .writtenTo("tag"),
          same("metadata").orNull(),
          same("config_snapshot").as(PhiShapes.CONFIG))
      .finish(PhiFormat::withTag);

  private static final List<EventKind> KINDS = List.of(
      EventKind.of("AgentStart", AgentStart.class).shaped(START),
      kind(
          AgentEnd.class,
          loop(),
          same("messages").as(PhiShapes.MESSAGES).or("[]"),
          usage("usage"),
          same("rejection").orNull()),
      kind(TurnStart.class, loop(), same("turn_index"), same("triggered_by").as(TRIGGER)),
      kind(TurnRequest.class, loop(), same("turn_index"), same("payload").as(PhiShapes.PAYLOAD)),
      kind(
          TurnEnd.class,
          loop(),
          message(),
          usage("usage"),
          same("tool_results").as(PhiShapes.MESSAGES).or("[]")),
      kind(MessageStart.class, loop(), message()),
      kind(MessageEnd.class, loop(), message()),
      kind(
          ToolExecutionStart.class,
          loop(),
          same("tool_call_id"),
          same("tool_name"),
          same("args").ofAnyValue().elseOurs("null")),
      kind(
          ToolExecutionUpdate.class,
          loop(),
          same("tool_call_id"),
          same("tool_name"),
          same("partial_result").as(PhiShapes.TOOL_OUTPUT)),
      kind(
          ToolExecutionEnd.class,
          loop(),
          same("tool_call_id"),
          same("tool_name"),
          same("result").as(PhiShapes.TOOL_OUTPUT),
          same("is_error"),
          same("child_loop_id").orNull()),
      kind(ProgressMessage.class, loop(), same("tool_call_id"), same("tool_name"), same("text")),
      kind(InputRejected.class, loop(), same("reason")),
      kind(ParallelLoopStart.class, same("session_id"), same("loop_ids").or("[]")),
      kind(
          ParallelLoopEnd.class,
          same("session_id"),
          same("selected_loop_id"),
          same("selected_config_index"),
          usage("evaluation_usage")),
      kind(CompactionStarted.class, loop(), same("estimated_tokens"), same("message_count")),
      kind(
          CompactionEnded.class,
          loop(),
          same("messages_before"),
          same("messages_after"),
          same("estimated_tokens_before"),
          same("estimated_tokens_after"),
          same("loops_compacted")),
      EventKind.of(
          "PrunApplied",
          PruneApplied.class,
          loop(),
          same("tokens_removed"),
          same("messages_removed"),
          same("memo").orNull(),
          same("pruned_timestamps").or("[]")),
      kind(
          RevertApplied.class,
          loop(),
          same("category").as(Conversion.names(RevertCategory.class, Conversion::kebab)),
          same("target").orNull(),
          same("abandoned_node_ids").or("[]"),
          same("summary").orNull(),
          same("applied"),
          same("reason").orNull()));

  /** The kinds that have no time of their own. */
  private static final Set<String> TIMELESS = Set.of(
      "MessageStart",
      "MessageEnd",
      "MessageUpdate",
      "ToolExecutionStart",
      "ToolExecutionUpdate",
      "ToolExecutionEnd",
      "ProgressMessage",
      "InputRejected");

  /** Makes the format, which has no state: any thread may use it. */
  public PhiFormat() {
    super("phi", ENVELOPE, KINDS);
  }

  private static EventKind kind(Class<? extends SessionEvent> type, Rule... rules) {
    return EventKind.of(type.getSimpleName(), type, rules);
  }

  private static Rule loop() {
    return same("loop_id");
  }

  private static Rule usage(String name) {
    return same(name).as(PhiShapes.USAGE_VALUE).elseOurs("{\"input\":0,\"output\":0}");
  }

  private static Rule message() {
    return same("message").as(PhiShapes.MESSAGE_VALUE);
  }

  private static Object known(String name) {
    Json json = Json.of(List.of(name));
    byte[] utf8 = json.text().getBytes(StandardCharsets.UTF_8);
    JsonValue value = JsonValue.first(utf8, 0, utf8.length).elements().get(0);
    Object ours =
        Conversion.names(ContinuationKind.class, Conversion::pascal).ours(value, new Leftover());
    return ours == null ? name : ours;
  }

  /** A rerun and a branch are objects with their tag. */
  private static Map<String, Object> withTag(Map<String, Object> start) {
    Object tag = start.remove("tag");
    Object kind = start.get("continuation_kind");
    if (kind instanceof String name && (name.equals("Rerun") || name.equals("Branch"))) {
      start.put("continuation_kind", Map.of(name, Map.of("tag", tag == null ? "" : tag)));
    }
    return start;
  }

  @Override
  boolean recognises(FileHead head) {
    return isDocument(head)
        || head.values().stream().limit(20).anyMatch(line -> {
          String kind = kind(line).text();
          boolean isKnown = kind != null && (kindOf(kind) != null || TIMELESS.contains(kind));
          return isKnown
              && (line.get("loop_id").isString() || line.get("session_id").isString());
        });
  }

  private static boolean isDocument(SourceHead head) {
    JsonValue first = FileHead.of(head).first();
    return first.get("session_id").isString()
        && first.get("agent_id").isString()
        && first.get("formation").isPresent()
        && !first.has("type");
  }

  @Override
  public Optional<String> elements(SourceHead head) {
    return isDocument(head) ? Optional.of(PhiDocument.LOOPS) : Optional.empty();
  }

  @Override
  @Nullable
  Instant time(JsonValue item) {
    Instant time = ForeignTime.of(item.get("timestamp"));
    return time == null ? ForeignTime.of(item.get("created_at")) : time;
  }

  /** The time of a kind that is not known stays as it stands, since it may have none. */
  @Override
  boolean isOfEnvelope(String field) {
    return field.equals("type");
  }

  @Override
  Optional<String> sessionName(FileHead head) {
    return head.firstText("session_id");
  }

  @Override
  SessionStarted started(FileHead head) {
    JsonValue start = head.values().stream()
        .filter(line -> line.get("agent_id").isString())
        .findFirst()
        .orElse(JsonValue.absent());
    JsonValue config = start.get("config_snapshot");
    return SessionStarted.builder()
        .agentName(name())
        .agentId(start.get("agent_id").text())
        .model(config.get("model").text())
        .providerName(config.get("provider").text())
        .backfilled(true)
        .build();
  }

  @Override
  public SourceReader reader(SourceHead head) {
    FileHead known = FileHead.of(head);
    return isDocument(known) ? new PhiDocument(this, known) : new LineReader(this, known);
  }

  @Override
  ForeignLines lines(String sessionId, OutputStream out) throws IOException {
    return new Lines(this, out);
  }

  private static final class Lines extends ForeignLines {

    Lines(PhiFormat format, OutputStream out) throws IOException {
      super(format, out);
    }

    /** Only a rerun and a branch have a tag there. */
    @Override
    SessionEvent completed(SessionEvent event) {
      if (event instanceof AgentStart start
          && start.continuationTag() != null
          && !ContinuationKind.RERUN.equals(start.continuationKind())
          && !ContinuationKind.BRANCH.equals(start.continuationKind())) {
        lose("agent_start.continuation_tag");
        return AgentStartBuilder.of(start).continuationTag(null).build();
      }
      return event;
    }

    @Override
    Map<String, Object> line(
        String kind,
        Map<String, Object> fields,
        Instant ts,
        @Nullable String id,
        long number,
        long seq) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("type", kind);
      line.putAll(fields);
      if (!TIMELESS.contains(kind) && format.kindOf(kind) != null) {
        line.put("timestamp", WrittenTime.thirds(ts));
      }
      return line;
    }
  }
}
