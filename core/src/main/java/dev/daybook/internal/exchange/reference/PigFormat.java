package dev.daybook.internal.exchange.reference;

import static dev.daybook.internal.exchange.reference.Rule.field;
import static dev.daybook.internal.exchange.reference.Rule.same;

import dev.daybook.event.HookActed;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.InferenceFailed;
import dev.daybook.event.InferenceSettingsChanged;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.Json;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SessionStartedBuilder;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.ToolResultBuilder;
import dev.daybook.internal.exchange.reading.FileHead;
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
 * The format of pig: {@code ts} and {@code event} beside the event's own fields, one run of an
 * agent a file. What it requires and a session lacks is written as 0 or as an empty text.
 *
 * <p>Its events of all versions are read; those of version 0.1, and what later ones added, are
 * written. A result names the call that it is of, which is remembered until then.
 */
public final class PigFormat extends LineFormat {

  private static final ObjectShape SETTINGS = ObjectShape.of(same("thinking"));

  private static final ObjectShape CALL = ObjectShape.of(
      same("id").as(Conversion.TEXT).emptyHere().emptyThere(),
      same("name"),
      arguments("arguments"));

  private static final ObjectShape MESSAGE = ObjectShape.of(
          same("role"),
          same("content").as(Conversion.TEXT).elseOurs("\"\""),
          same("tool_call_id"),
          same("tool_calls").as(Conversion.listOf(CALL)),
          field("thinking.content", "thinking"),
          same("stop_reason"))
      .finish(PigFormat::withCalls);

  private static final ObjectShape ERROR = ObjectShape.of(
          field("type", "kind").or("\"api_error\""), field("message", "message").also("detail"))
      .finish(PigFormat::withDetail);

  private static final ObjectShape REASON =
      ObjectShape.of(same("type"), same("error").as(Conversion.of(ERROR)), same("max_iterations"));

  private static final Set<String> ENVELOPE = Set.of("ts", "event");

  private static final Json NO_REASON = new Json("{\"type\":\"normal_end\"}");

  private static final List<EventKind> KINDS = List.of(
      EventKind.same(
          SessionStarted.class,
          same("model").needed(),
          same("agent_id"),
          same("agent_name"),
          same("provider_name"),
          same("system_prompt")),
      EventKind.same(InferenceStarted.class, same("model"), same("message_count"), settings()),
      EventKind.same(
          InferenceCompleted.class,
          same("duration_ms"),
          same("message").as(Conversion.of(MESSAGE)),
          messages(),
          same("response_id"),
          same("response_model"),
          same("stop_reason").also("finish_reason"),
          same("input_tokens"),
          same("output_tokens"),
          settings()),
      EventKind.same(
          InferenceFailed.class,
          same("duration_ms"),
          same("error").as(Conversion.of(ERROR)),
          messages(),
          same("model"),
          settings()),
      EventKind.same(InferenceSettingsChanged.class, same("settings").as(Conversion.of(SETTINGS))),
      EventKind.of(
          "tool_started",
          ToolCall.class,
          callId(),
          field("tool_call.name", "name"),
          arguments("tool_call.arguments")),
      EventKind.of(
          "tool_executed",
          ToolResult.class,
          same("duration_ms").or("0"),
          callId(),
          field("tool_call.name", "name").emptyThere(),
          arguments("tool_call.arguments").emptyThere(),
          field("result", "output").as(Conversion.TEXT).emptyThere()),
      EventKind.same(
          ToolBlocked.class,
          callId(),
          field("tool_call.name", "name").emptyThere(),
          arguments("tool_call.arguments").emptyThere(),
          same("hook_name").also("extension_name"),
          same("reason")),
      EventKind.same(HookActed.class, same("hook_name"), same("hook_point"), same("action")),
      EventKind.of(
              "extension_acted",
              HookActed.class,
              field("extension_name", "hook_name"),
              field("hook", "hook_point"),
              same("action"))
          .onlyRead(),
      EventKind.same(
          SessionEnded.class, same("reason").as(Conversion.of(REASON)).or(NO_REASON.text())));

  /** Makes the format, which has no state: any thread may use it. */
  public PigFormat() {
    super("pig", ENVELOPE, KINDS);
  }

  private static Rule settings() {
    return same("settings").as(Conversion.of(SETTINGS));
  }

  private static Rule messages() {
    return same("input_messages").as(Conversion.listOf(MESSAGE)).or("[]");
  }

  private static Rule callId() {
    return field("tool_call.id", "call_id").as(Conversion.TEXT).emptyHere().emptyThere();
  }

  private static Rule arguments(String theirs) {
    return field(theirs, "arguments").as(Conversion.TEXT);
  }

  /** An assistant's list of calls is always there. */
  private static Map<String, Object> withCalls(Map<String, Object> message) {
    if (message.get("role") instanceof Json role && role.text().equals("\"assistant\"")) {
      message.putIfAbsent("tool_calls", List.of());
    }
    return message;
  }

  /** The text of an invalid response has another name than that of other errors. */
  private static Map<String, Object> withDetail(Map<String, Object> error) {
    Object message = error.get("message");
    if (message != null
        && error.get("type") instanceof Json type
        && type.text().equals("\"invalid_response\"")) {
      error.remove("message");
      error.put("detail", message);
    }
    return error;
  }

  @Override
  boolean recognises(FileHead head) {
    return head.values().stream().limit(20).anyMatch(line -> {
      String event = kind(line).text();
      return event != null
          && line.get("ts").isString()
          && !line.has("type")
          && kindOf(event) != null;
    });
  }

  @Override
  JsonValue kind(JsonValue item) {
    return item.get("event");
  }

  @Override
  boolean isStart(JsonValue first) {
    return kind(first).is("session_started") && first.get("model").isString();
  }

  @Override
  SessionStarted started(FileHead head) {
    JsonValue first = head.first();
    JsonValue start = isStart(first) ? first : JsonValue.absent();
    return SessionStarted.builder()
        .agentName(start.get("agent_name").text(name()))
        .agentId(start.get("agent_id").text())
        .model(start.get("model").text())
        .providerName(start.get("provider_name").text())
        .systemPrompt(start.get("system_prompt").text())
        .backfilled(true)
        .build();
  }

  @Override
  ForeignLines lines(String sessionId, OutputStream out) throws IOException {
    return new Lines(this, out);
  }

  private static final class Lines extends ForeignLines {

    private final OpenCalls open = new OpenCalls();

    Lines(PigFormat format, OutputStream out) throws IOException {
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
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("ts", WrittenTime.seconds(ts));
      line.put("event", kind);
      line.putAll(fields);
      return line;
    }

    @Override
    SessionEvent completed(SessionEvent event) {
      if (event instanceof SessionStarted started) {
        // an import says it of every session
        return SessionStartedBuilder.of(started).backfilled(null).build();
      }
      if (!(event instanceof ToolResult result)) {
        return event;
      }
      ToolCall call = open.remove(result.callId());
      return call == null
          ? withText(result)
          : ToolResultBuilder.of(withText(result))
              .name(result.name() == null ? call.name() : result.name())
              .arguments(result.arguments() == null ? call.arguments() : result.arguments())
              .build();
    }

    @Override
    void see(ToolCall call) {
      open.add(call);
    }

    @Override
    boolean saysMore(SessionStarted started) {
      return started.model() != null;
    }
  }
}
