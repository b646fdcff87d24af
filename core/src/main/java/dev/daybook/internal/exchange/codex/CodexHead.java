package dev.daybook.internal.exchange.codex;

import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of a Codex file: the form of the file, and what it says of its session. The first
 * {@code session_meta} is the session's own; those after it are its ancestors'.
 */
final class CodexHead {

  private static final Set<String> TYPES = Set.of(
      "session_meta", "response_item", "event_msg", "turn_context", "compacted", "world_state");

  private static final Set<String> BARE_KINDS = Set.of(
      "message",
      "reasoning",
      "function_call",
      "function_call_output",
      "custom_tool_call",
      "custom_tool_call_output",
      "local_shell_call",
      "local_shell_call_output",
      "web_search_call");

  /** The values at the beginning in which the form of a file must show. */
  private static final int FEW = 5;

  private static final Pattern TIME_IN_NAME =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2}T\\d{2})-(\\d{2})-(\\d{2})");

  private final FileHead head;

  CodexHead(FileHead head) {
    this.head = head;
  }

  /** Returns true if the file is what {@code codex exec --json} prints. */
  boolean isExecStream() {
    return head.first().get("type").is("thread.started")
        && head.first().get("thread_id").isString();
  }

  /** Returns true if its lines have envelopes. */
  boolean isEnveloped() {
    JsonValue first = head.first();
    return first.get("payload").isObject()
        && first.get("timestamp").isString()
        && TYPES.contains(first.get("type").text(""));
  }

  /** Returns true if it is one document with a session and its items. */
  boolean isDocument() {
    JsonValue session = head.first().get("session");
    return session.get("id").isString()
        && session.get("timestamp").isString()
        && !head.first().has("type");
  }

  /** Returns true if its lines are items without envelopes. */
  boolean isHeaderless() {
    JsonValue first = head.first();
    boolean hasHeader = first.get("id").isString()
        && first.get("timestamp").isString()
        && !first.has("type")
        && !first.has("sessionId")
        && !first.has("messages");
    boolean hasItem = false;
    for (JsonValue value : head.values().stream().limit(FEW).toList()) {
      if (value.get("record_type").is("state")) {
        return hasHeader || BARE_KINDS.contains(first.get("type").text(""));
      }
      hasItem |= BARE_KINDS.contains(value.get("type").text("")) && !value.has("uuid");
    }
    boolean namesInstructions = first.has("instructions") || first.has("git");
    return hasHeader && (hasItem || namesInstructions);
  }

  /** Returns the session's own description; absent if there is none. */
  JsonValue meta() {
    if (isDocument()) {
      return head.first().get("session");
    }
    if (!isEnveloped()) {
      return head.first().has("type") ? JsonValue.absent() : head.first();
    }
    return payloads("session_meta").stream().findFirst().orElse(JsonValue.absent());
  }

  /** Returns the first model that a turn was to use; null if none is named. */
  @Nullable
  String model() {
    return payloads("turn_context").stream()
        .map(context -> context.get("model").text())
        .filter(model -> model != null)
        .findFirst()
        .orElse(null);
  }

  /** Returns the newest name of the session; null if it has none. */
  @Nullable
  String title() {
    String title = null;
    for (JsonValue event : payloads("event_msg")) {
      String name =
          event.get("type").is("thread_name_updated") ? event.get("thread_name").text() : null;
      title = name == null ? title : name;
    }
    return title;
  }

  /** Returns true if it shows events of that kind. */
  boolean hasEvent(String kind) {
    return has("event_msg", kind, null);
  }

  /** Returns true if it shows the user's prompts as completed items. */
  boolean hasPromptItems() {
    return payloads("event_msg").stream()
        .anyMatch(event ->
            event.get("type").is("item_completed") && event.at("item", "type").is("UserMessage"));
  }

  /** Returns true if it shows items of that kind and role, which are what the model gave. */
  boolean hasItem(String kind, @Nullable String role) {
    return has("response_item", kind, role);
  }

  private boolean has(String type, String kind, @Nullable String role) {
    return payloads(type).stream()
        .anyMatch(payload ->
            payload.get("type").is(kind) && (role == null || payload.get("role").is(role)));
  }

  private List<JsonValue> payloads(String type) {
    return head.values().stream()
        .filter(value -> value.get("type").is(type))
        .map(value -> value.get("payload"))
        .filter(JsonValue::isObject)
        .toList();
  }

  /**
   * Returns the time in the file's name, which is of the writer's own zone and so only about right;
   * null if the name has none.
   */
  @Nullable
  Instant timeOfName() {
    Matcher time = TIME_IN_NAME.matcher(head.fileName());
    return time.find()
        ? ForeignTime.parsed(time.group(1) + ":" + time.group(2) + ":" + time.group(3) + "Z")
        : null;
  }
}
