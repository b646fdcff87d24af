package dev.daybook.internal.exchange.reference;

import static dev.daybook.internal.exchange.reference.Rule.field;
import static dev.daybook.internal.exchange.reference.Rule.same;

import dev.daybook.event.AssistantMessage;
import dev.daybook.event.Json;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.exchange.text.WrittenTime;
import dev.daybook.internal.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The format of celeste: six fields, of which a line has those that are not empty. Its speakers are
 * its types, so that the role is written for answers, calls and results, and for a user's or a
 * system's message only if it was recorded.
 */
public final class CelesteFormat extends LineFormat {

  private static final Set<String> ENVELOPE = Set.of("type", "timestamp");

  private static final List<EventKind> KINDS = List.of(
      EventKind.of("user", UserMessage.class, text(), same("role")),
      EventKind.of("assistant", AssistantMessage.class, text()),
      EventKind.of("system", SystemMessage.class, text(), same("role")),
      EventKind.of(
          "tool_call",
          ToolCall.class,
          field("content", "arguments").elseOurs("\"\""),
          field("tool_name", "name").emptyHere(),
          field("tool_id", "call_id").emptyHere()),
      EventKind.of(
          "tool_result",
          ToolResult.class,
          field("content", "output").emptyThere(),
          field("tool_name", "name"),
          field("tool_id", "call_id").emptyHere()));

  private static final Map<String, String> ROLES =
      Map.of("assistant", "assistant", "tool_call", "assistant", "tool_result", "tool");

  /** Makes the format, which has no state: any thread may use it. */
  public CelesteFormat() {
    super("celeste", ENVELOPE, KINDS.stream().map(CelesteFormat::withRole).toList());
  }

  private static Rule text() {
    return field("content", "text").elseOurs("\"\"");
  }

  /** The role of an answer, a call and a result stands for nothing that their types do not say. */
  private static EventKind withRole(EventKind kind) {
    return ROLES.containsKey(kind.theirs())
        ? kind.shaped(kind.shape().ignoring(List.of("role")))
        : kind;
  }

  @Override
  boolean recognises(FileHead head) {
    JsonValue first = head.first();
    return first.get("type").isString()
        && (first.get("content").isString() || first.get("tool_name").isString())
        && time(first) != null
        && !first.has("uuid")
        && !first.has("parentUuid")
        && !first.has("sessionId")
        && !first.has("session_id")
        && !first.has("id")
        && !first.has("message")
        && !first.has("payload")
        && !first.has("loop_id")
        && !first.has("seq");
  }

  @Override
  @Nullable
  Instant time(JsonValue item) {
    return ForeignTime.of(item.get("timestamp"));
  }

  @Override
  SessionStarted started(FileHead head) {
    return SessionStarted.builder().agentName(name()).backfilled(true).build();
  }

  @Override
  ForeignLines lines(String sessionId, OutputStream out) throws IOException {
    return new Lines(this, out);
  }

  private static final class Lines extends ForeignLines {

    private static final List<String> FIELDS = List.of("content", "role", "tool_name", "tool_id");

    Lines(CelesteFormat format, OutputStream out) throws IOException {
      super(format, out);
    }

    @Override
    Map<String, Object> line(
        String kind,
        Map<String, Object> fields,
        Instant ts,
        @Nullable String id,
        long number,
        long seq) {
      String role = ROLES.get(kind);
      if (role != null) {
        fields.putIfAbsent("role", role);
      }
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("type", kind);
      for (String name : FIELDS) {
        Object value = fields.remove(name);
        if (name.equals("content")) {
          line.put(name, value == null ? "" : value);
        } else if (value != null && !isEmptyText(value)) {
          line.put(name, value);
        }
      }
      line.put("timestamp", WrittenTime.shortest(ts));
      line.putAll(fields);
      return line;
    }

    private static boolean isEmptyText(Object value) {
      return value instanceof Json json && json.text().equals("\"\"");
    }

    @Override
    SessionEvent completed(SessionEvent event) {
      return event instanceof ToolResult result ? withText(result) : event;
    }
  }
}
