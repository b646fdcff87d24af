package dev.daybook.internal.exchange.reference;

import static dev.daybook.internal.exchange.reference.Rule.field;
import static dev.daybook.internal.exchange.reference.Rule.same;

import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSummary;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.Json;
import dev.daybook.event.PermissionDecision;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.Reasoning;
import dev.daybook.event.SessionFork;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SkillActivation;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.UserMessage;
import dev.daybook.event.WorkflowEvent;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.exchange.SourceHead;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.text.WrittenTime;
import dev.daybook.internal.file.Sha256;
import dev.daybook.internal.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The format of Pixir.Log: six fields a line, of which {@code data} holds the event. Lines are read
 * in their order in the file, which is what its own reader calls append order; a line without seq
 * gets one here.
 *
 * <p>A compaction names a range of seqs. They are those of the entries here, and those of the lines
 * there; {@link SeqRuns} has both. Counts of tokens are taken over as they are.
 */
public final class PixirFormat extends LineFormat {

  private static final ObjectShape SUMMARY = ObjectShape.of(
      same("input_tokens").also("input"),
      field("cached_tokens", "cached_tokens").also("cached").also("cached_input_tokens"),
      same("output_tokens").also("output"),
      same("reasoning_tokens").also("reasoning").also("reasoning_output_tokens"),
      same("total_tokens").also("total"));

  private static final ObjectShape METADATA = ObjectShape.of(
          same("partial"), same("terminal_status"), same("output_truncation"))
      .othersIn("details");

  private static final List<EventKind> KINDS = List.of(
      EventKind.same(UserMessage.class, same("text"), same("resources")),
      EventKind.same(
          AssistantMessage.class, same("text"), same("metadata").as(Conversion.of(METADATA))),
      EventKind.same(
          Reasoning.class, same("item").needed(), same("model").emptyThere(), same("dialect")),
      EventKind.same(
              SkillActivation.class,
              same("name"),
              same("scope"),
              same("source"),
              same("path"),
              same("content_hash"),
              same("content"))
          .othersIn("details"),
      EventKind.same(
          ToolCall.class,
          same("call_id").emptyHere().emptyThere(),
          same("name"),
          field("args", "arguments").as(Conversion.ARGUMENTS).elseOurs("\"\"")),
      EventKind.same(
              ToolResult.class,
              same("call_id").emptyHere().emptyThere(),
              same("ok"),
              same("output").as(Conversion.TEXT),
              same("error"),
              same("exit_code"))
          .othersIn("data"),
      EventKind.same(PermissionDecision.class, same("call_id").emptyThere(), same("decision"))
          .othersIn("details"),
      EventKind.same(
              ProviderUsage.class,
              same("model"),
              same("mode"),
              same("iteration"),
              same("call_index"),
              same("usage_available"),
              same("usage"),
              same("usage_summary").as(Conversion.of(SUMMARY)),
              same("usage_summary_missing"),
              same("output_truncation"))
          .othersIn("cache"),
      EventKind.same(
          TurnFailed.class,
          same("terminal_status"),
          same("error_kind"),
          same("error_message"),
          same("details").or("{}"),
          same("next_actions")),
      EventKind.same(
              SubagentEvent.class,
              same("event"),
              same("subagent_id"),
              same("child_session_id"),
              same("agent"),
              same("task"),
              same("depth"),
              same("max_depth"),
              same("status"),
              same("workspace"),
              same("workspace_mode"),
              same("timeout_ms"),
              same("summary"),
              same("reason"),
              same("elapsed_ms"),
              same("deadline_at").as(Conversion.UTC),
              same("next_actions"),
              same("log_paths"))
          .othersIn("details"),
      EventKind.same(
              WorkflowEvent.class,
              same("kind"),
              same("workflow_id"),
              same("step_id"),
              same("checkpoint_status"),
              same("dependent_safe"),
              same("status"),
              same("safe_next_actions"))
          .othersIn("details"),
      EventKind.same(
          SessionFork.class,
          same("parent_session_id"),
          same("fork_root_session_id"),
          same("forked_to_seq"),
          same("from_seq").orNull(),
          same("parent_workspace"),
          same("child_workspace"),
          same("replay_event_count"),
          same("strategy"),
          same("limitations").or("[]")),
      EventKind.same(
          BranchSummary.class,
          same("parent_session_id"),
          same("forked_to_seq"),
          same("source_event_count"),
          same("strategy"),
          same("summary"),
          same("limitations").or("[]")),
      EventKind.same(
          HistoryCompaction.class,
          same("strategy"),
          same("trigger"),
          same("range"),
          same("source_event_count"),
          same("tail_event_count"),
          same("event_counts"),
          same("tool_calls"),
          same("files_touched"),
          same("open_tasks"),
          same("limitations"),
          same("summary"),
          same("skills"),
          same("model_assisted_fallback"),
          same("model_assisted_fallback_reason")));

  /** Makes the format, which has no state: any thread may use it. */
  public PixirFormat() {
    super("pixir", Set.of(), KINDS);
  }

  @Override
  boolean recognises(FileHead head) {
    return head.values().stream()
        .limit(20)
        .anyMatch(line -> line.get("session_id").isString()
            && line.get("type").isString()
            && line.get("data").isObject()
            && line.has("id")
            && line.has("seq")
            && line.has("ts")
            && !line.has("v"));
  }

  @Override
  JsonValue fields(JsonValue item) {
    JsonValue data = item.get("data");
    // missing or null data is an empty object there
    return data.isPresent() ? data : EMPTY;
  }

  private static final JsonValue EMPTY = JsonValue.first(new byte[] {'{', '}'}, 0, 2);

  @Override
  @Nullable
  String id(JsonValue item) {
    return item.get("id").text();
  }

  @Override
  Optional<String> sessionName(FileHead head) {
    return head.firstText("session_id");
  }

  @Override
  SessionStarted started(FileHead head) {
    JsonValue fork = head.first();
    return SessionStarted.builder()
        .agentName(name())
        .model(head.values().stream()
            .map(line -> line.at("data", "model").text())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null))
        .cwd(fork.at("data", "child_workspace").text())
        .backfilled(true)
        .build();
  }

  @Override
  public SourceReader reader(SourceHead head) {
    return new Reader(this, FileHead.of(head));
  }

  @Override
  ForeignLines lines(String sessionId, OutputStream out) throws IOException {
    return new Lines(this, sessionId, out);
  }

  /** A reader that knows which entry each line became. */
  private static final class Reader extends LineReader {

    private final SeqRuns runs = new SeqRuns();

    Reader(PixirFormat format, FileHead head) {
      super(format, head);
    }

    @Override
    protected void read(Item item, ImportTarget target) {
      long next = target.nextSeq();
      super.read(item, target);
      Long seq = item.value().get("seq").count();
      if (seq != null && target.nextSeq() > next) {
        runs.add(seq, next);
      }
    }

    @Override
    void change(EventKind kind, Map<String, Object> ours, Leftover left, ImportTarget target) {
      if (kind.ours().equals("history_compaction") && ours.get("range") instanceof Json range) {
        ours.put("range", runs.translated(range));
      }
    }
  }

  /** A writer that knows which line each entry became. */
  private static final class Lines extends ForeignLines {

    private static final int ID_BYTES = 8;

    private final String sessionId;
    private final SeqRuns runs = new SeqRuns();

    Lines(PixirFormat format, String sessionId, OutputStream out) throws IOException {
      super(format, out);
      this.sessionId = sessionId;
    }

    @Override
    Map<String, Object> line(
        String kind,
        Map<String, Object> fields,
        Instant ts,
        @Nullable String id,
        long number,
        long seq) {
      if (kind.equals("history_compaction") && fields.get("range") instanceof Json range) {
        fields.put("range", runs.translated(range));
      }
      runs.add(seq, number);
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("id", id == null ? newId(number) : id);
      line.put("session_id", sessionId);
      line.put("seq", number);
      line.put("ts", WrittenTime.micros(ts));
      line.put("type", kind);
      line.put("data", fields);
      return line;
    }

    /** Returns an id of the form that theirs have, always the same for the same line. */
    private String newId(long number) {
      byte[] digest =
          Sha256.start().digest((sessionId + ":" + number).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, ID_BYTES));
    }
  }
}
