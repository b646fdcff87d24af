package dev.daybook.internal.exchange.text;

import dev.daybook.event.Json;
import dev.daybook.internal.json.JsonValue;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns of a row that come from an event's data.
 *
 * @param type the event's type
 * @param data its data; absent if the type is not known
 */
record RowFields(String type, JsonValue data) {

  private static final Json NULL = new Json("null");

  /** The types whose {@code name} or {@code tool_name} is a tool's. */
  private static final Set<String> OF_TOOLS = Set.of(
      "tool_call",
      "tool_result",
      "tool_blocked",
      "permission_decision",
      "tool_execution_start",
      "tool_execution_update",
      "tool_execution_end",
      "progress_message");

  /** The fields of usages, as each of their three forms has them, by the columns. */
  private static final Map<String, String[]> TOKENS = Map.of(
      "input_tokens", new String[] {"input_tokens", "input"},
      "output_tokens", new String[] {"output_tokens", "output"},
      "cached_tokens", new String[] {"cached_tokens", "cache_read"},
      "cache_creation_tokens", new String[] {"cache_creation_tokens", "cache_write"},
      "reasoning_tokens", new String[] {"reasoning_tokens", "reasoning"},
      "total_cost_usd", new String[] {"total_cost_usd", "cost_usd"});

  private static final String[] COLUMNS = {
    "input_tokens",
    "output_tokens",
    "cached_tokens",
    "cache_creation_tokens",
    "reasoning_tokens",
    "total_cost_usd"
  };

  private static Object or(JsonValue value) {
    return value.isPresent() ? new Json(value.raw()) : NULL;
  }

  private JsonValue message() {
    return data.get("message");
  }

  /** Returns the first of these fields that is there. */
  Object first(String... names) {
    boolean isOfTools = OF_TOOLS.contains(type);
    for (String name : names) {
      boolean isTools = name.equals("name") || name.equals("tool_name") || name.endsWith("call_id");
      if (data.get(name).isPresent() && (!isTools || isOfTools)) {
        return or(data.get(name));
      }
    }
    return NULL;
  }

  Object role() {
    return switch (type) {
      case "user_message" -> data.get("role").text("user");
      case "system_message" -> data.get("role").text("system");
      case "assistant_message" -> "assistant";
      case "tool_result", "tool_blocked" -> "tool";
      case "inference_completed", "message_start", "message_end" -> or(message().get("role"));
      default -> NULL;
    };
  }

  Object text() {
    return switch (type) {
      case "message_start", "message_end", "turn_end" -> textOf(message().get("content"));
      case "inference_completed" -> or(message().get("content"));
      case "note", "provider_status" -> or(message());
      case "step_output" -> or(data.get("line"));
      case "turn_failed" -> or(data.get("error_message"));
      case "session_result" -> or(data.get("result"));
      case "history_compaction", "branch_summary" -> or(data.get("summary"));
      default -> or(data.get("text"));
    };
  }

  /** Returns the texts of a message's parts, one a paragraph. */
  private static Object textOf(JsonValue content) {
    if (!content.isArray()) {
      return NULL;
    }
    return content.elements().stream()
        .map(part -> part.get("text").text())
        .filter(text -> text != null)
        .collect(Collectors.joining("\n\n"));
  }

  Object arguments() {
    JsonValue args = data.get("args");
    return args.isPresent() ? args.raw() : or(data.get("arguments"));
  }

  Object output() {
    return switch (type) {
      case "tool_result" -> or(data.get("output"));
      case "tool_execution_end" -> textOf(data.at("result", "content"));
      default -> NULL;
    };
  }

  Object ok() {
    return switch (type) {
      case "tool_result" -> or(data.get("ok"));
      case "tool_blocked" -> false;
      case "tool_execution_end" -> !data.get("is_error").isTrue();
      default -> NULL;
    };
  }

  Object model() {
    return switch (type) {
      case "inference_completed" -> or(data.get("response_model"));
      case "agent_start" -> or(data.at("config_snapshot", "model"));
      case "turn_request" -> or(data.at("payload", "model_id"));
      case "message_start", "message_end", "turn_end" -> or(message().get("model"));
      default -> or(data.get("model"));
    };
  }

  /** Adds the columns of tokens, null in a row that does not count. */
  void putTokens(Map<String, Object> row, boolean counts) {
    JsonValue usage = switch (type) {
      case "provider_usage" -> data.get("usage_summary");
      case "inference_completed" -> data;
      case "parallel_loop_end" -> data.get("evaluation_usage");
      default -> data.get("usage");
    };
    for (String column : COLUMNS) {
      String[] names = TOKENS.getOrDefault(column, new String[0]);
      Object found = NULL;
      for (String name : names) {
        if (counts && usage.get(name).isNumber()) {
          found = or(usage.get(name));
        }
      }
      row.put(column, found);
    }
  }
}
