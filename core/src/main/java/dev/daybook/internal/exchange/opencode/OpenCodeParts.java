package dev.daybook.internal.exchange.opencode;

import dev.daybook.event.AnswerMetadata;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.ProviderStatus;
import dev.daybook.event.Reasoning;
import dev.daybook.event.Resource;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.Unknown;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.reading.ForeignChild;
import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.exchange.reading.KindName;
import dev.daybook.internal.exchange.reading.OtherFields;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one answer in an OpenCode export. The answers of calls that stand side by side come
 * behind all of these calls, which ran at the same time.
 */
final class OpenCodeParts {

  /** The facts on a result that its event holds elsewhere. */
  private static final Set<String> HELD = Set.of("output", "preview", "exit");

  private static final String DATA = "data:";
  private static final int BASE64_CHARS = 4;
  private static final int BASE64_BYTES = 3;

  private final JsonValue info;
  private final @Nullable AnswerMetadata cut;
  private final ImportTarget target;
  private final @Nullable Instant created;
  private final List<JsonValue> called = new ArrayList<>();

  /**
   * @param info the message
   * @param cut the facts about a message that failed; null for others
   * @param created the time of the message, for parts without one
   */
  OpenCodeParts(
      JsonValue info,
      @Nullable AnswerMetadata cut,
      ImportTarget target,
      @Nullable Instant created) {
    this.info = info;
    this.cut = cut;
    this.target = target;
    this.created = created;
  }

  /** Returns a file that belongs to a message. */
  static Resource file(JsonValue part) {
    String url = part.get("url").text("");
    boolean isInline = url.startsWith(DATA);
    int comma = url.indexOf(',');
    boolean isBase64 = isInline && comma > 0 && url.substring(0, comma).endsWith(";base64");
    return Resource.builder()
        .resourceId(part.get("id").text())
        .kind(isInline ? "inline_data" : "resource_link")
        .name(part.get("filename").text())
        .mimeType(part.get("mime").text())
        .uri((isInline || url.isEmpty()) ? null : url)
        .sizeBytes(
            isBase64
                ? (Long) ((long) (url.length() - comma - 1) * BASE64_BYTES / BASE64_CHARS)
                : null)
        .build();
  }

  /** Adds a part. */
  void add(JsonValue part) {
    String kind = part.get("type").text("part");
    String id = part.get("id").text();
    Instant start = time(part.at("time", "start"));
    switch (kind) {
      case "text" -> {
        addAnswers();
        target.add(
            AssistantMessage.builder()
                .text(part.get("text").text(""))
                .messageId(info.get("id").text())
                .metadata(cut)
                .build(),
            start,
            id);
      }
      case "reasoning" -> {
        addAnswers();
        target.add(reasoning(part), start, id);
      }
      case "tool" -> {
        called.add(part);
        target.add(call(part), time(part.at("state", "time", "start")), id);
      }
      case "retry" -> {
        addAnswers();
        String message = part.at("error", "data", "message").text("");
        target.add(new ProviderStatus(message, part.json()), time(part.at("time", "created")), id);
      }
      default -> {
        if (kind.startsWith("step-")) {
          addAnswers();
        }
        String type = KindName.of(OpenCodeReader.AGENT, kind);
        target.add(new Unknown(type, OtherFields.whole(part)), start, id);
      }
    }
  }

  private @Nullable Instant time(JsonValue millis) {
    Instant time = ForeignTime.ofMillis(millis);
    return time == null ? created : time;
  }

  private Reasoning reasoning(JsonValue part) {
    JsonValue proof = part.get("metadata");
    return Reasoning.builder()
        .text(part.get("text").text(""))
        .item(proof.json())
        .dialect(proof.isPresent() ? info.get("providerID").text() : null)
        .model(info.get("modelID").text())
        .messageId(info.get("id").text())
        .build();
  }

  private static ToolCall call(JsonValue part) {
    JsonValue input = part.at("state", "input");
    String raw = part.at("state", "raw").text("");
    // a call that is still being written has its arguments as text
    boolean isWhole = raw.isEmpty() && input.isPresent();
    String arguments = isWhole ? input.text(input.raw()) : raw.isEmpty() ? "{}" : raw;
    return new ToolCall(part.get("callID").text(""), part.get("tool").text(""), arguments);
  }

  /** Adds the answers of the calls so far. */
  void addAnswers() {
    List<JsonValue> answered = List.copyOf(called);
    called.clear();
    for (JsonValue part : answered) {
      String status = part.at("state", "status").text("");
      Instant end = time(part.at("state", "time", "end"));
      if (status.equals("completed") || status.equals("error")) {
        target.add(answer(part, status.equals("error")), end, part.get("id").text());
      }
      String child = part.at("state", "metadata", "sessionId").text("");
      if (part.get("tool").is("task") && !child.isEmpty()) {
        addChild(part, child, status, end);
      }
    }
  }

  private static SessionEvent answer(JsonValue part, boolean isError) {
    JsonValue state = part.get("state");
    String callId = part.get("callID").text("");
    String tool = part.get("tool").text("");
    String message = state.get("error").text("");
    if (isError && message.contains("rejected")) {
      return new ToolBlocked(callId, "user", message, tool, null);
    }
    Long exitCode = state.at("metadata", "exit").integer();
    boolean isLate = state.at("metadata", "timeout").isTrue();
    ErrorInfo error = isError
        ? new ErrorInfo(message.contains("aborted") ? "cancelled" : "error", message)
        : isLate ? new ErrorInfo("timeout", "the tool ran out of time") : null;
    Long start = state.at("time", "start").count();
    Long end = state.at("time", "end").count();
    return ToolResult.builder()
        .callId(callId)
        .ok(error == null && (exitCode == null || exitCode == 0))
        .output(state.get("output").text())
        .error(error)
        .exitCode(exitCode)
        .durationMs((start == null || end == null || end < start) ? null : (Long) (end - start))
        .name(tool)
        .data(OtherFields.of(state.get("metadata"), HELD))
        .build();
  }

  private void addChild(JsonValue part, String child, String status, @Nullable Instant ts) {
    SubagentPhase phase = switch (status) {
      case "completed" -> SubagentPhase.FINISHED;
      case "error" -> SubagentPhase.FAILED;
      default -> SubagentPhase.STARTED;
    };
    JsonValue input = part.at("state", "input");
    target.add(
        ForeignChild.event(phase, child)
            .agent(input.get("subagent_type").text())
            .task(FirstText.of(input.get("description"), input.get("prompt")))
            .build(),
        ts,
        part.get("id").text());
  }
}
