package dev.daybook.internal.exchange.reference;

import static dev.daybook.internal.exchange.reference.Rule.field;
import static dev.daybook.internal.exchange.reference.Rule.same;

import dev.daybook.event.Heartbeat;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.StepCompleted;
import dev.daybook.event.StepFailed;
import dev.daybook.event.StepOutput;
import dev.daybook.event.StepSkipped;
import dev.daybook.event.StepStarted;
import dev.daybook.event.TierStarted;
import dev.daybook.event.WorkflowEnded;
import dev.daybook.event.WorkflowStarted;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.text.WrittenTime;
import dev.daybook.internal.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The format of zig's sessions: one run of a workflow a file, the envelope and the event's fields
 * at one level, null for what is not set. Its seq begins at 1 and is written without gaps.
 */
public final class ZigFormat extends LineFormat {

  private static final Set<String> ENVELOPE = Set.of("seq", "ts", "zig_session_id", "type");

  private static final Conversion STATUS = Conversion.losing("interrupted", "failure");

  private static final List<EventKind> KINDS = List.of(
      EventKind.of(
          "zig_session_started",
          WorkflowStarted.class,
          same("workflow_name"),
          same("workflow_path"),
          same("workspace_path").orNull(),
          same("cwd").orNull(),
          same("prompt").orNull(),
          same("tier_count")),
      EventKind.same(TierStarted.class, same("tier_index"), same("step_names").or("[]")),
      EventKind.same(
          StepStarted.class,
          same("step_name"),
          same("tier_index"),
          field("zag_session_id", "agent_session_id").emptyThere(),
          field("zag_command", "agent_command").or("\"run\""),
          same("model").orNull(),
          same("prompt_preview").emptyThere()),
      EventKind.same(StepOutput.class, same("step_name"), same("stream"), same("line")),
      EventKind.same(
          StepCompleted.class,
          same("step_name"),
          same("exit_code"),
          same("duration_ms"),
          same("saved_vars").or("[]")),
      EventKind.same(
          StepFailed.class,
          same("step_name"),
          same("exit_code").orNull(),
          same("attempt"),
          same("error")),
      EventKind.same(StepSkipped.class, same("step_name"), same("reason")),
      EventKind.same(Heartbeat.class, same("interval_secs").or("10")),
      EventKind.of(
          "zig_session_ended",
          WorkflowEnded.class,
          same("status").as(STATUS),
          same("duration_ms")));

  /** Makes the format, which has no state: any thread may use it. */
  public ZigFormat() {
    super("zig", ENVELOPE, KINDS);
  }

  @Override
  boolean recognises(FileHead head) {
    return head.values().stream()
        .limit(20)
        .anyMatch(
            line -> line.get("zig_session_id").isString() && line.get("type").isString());
  }

  @Override
  Optional<String> sessionName(FileHead head) {
    return head.firstText("zig_session_id");
  }

  @Override
  SessionStarted started(FileHead head) {
    JsonValue start = head.first();
    return SessionStarted.builder()
        .agentName(name())
        .title(start.get("workflow_name").text())
        .cwd(start.get("cwd").text())
        .backfilled(true)
        .build();
  }

  @Override
  ForeignLines lines(String sessionId, OutputStream out) throws IOException {
    return new Lines(this, sessionId, out);
  }

  private static final class Lines extends ForeignLines {

    private final String sessionId;

    Lines(ZigFormat format, String sessionId, OutputStream out) throws IOException {
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
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("seq", number + 1);
      line.put("ts", WrittenTime.offset(ts));
      line.put("zig_session_id", sessionId);
      line.put("type", kind);
      line.putAll(fields);
      return line;
    }
  }
}
