package dev.daybook.internal.exchange.reference;

import static dev.daybook.internal.exchange.reference.Rule.field;
import static dev.daybook.internal.exchange.reference.Rule.same;

import dev.daybook.event.ContentType;
import dev.daybook.event.Json;
import dev.daybook.event.ModelApi;
import dev.daybook.event.StopReason;
import dev.daybook.event.Usage;
import dev.daybook.internal.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values that phi-core's events and documents are made of. */
final class PhiShapes {

  static final ObjectShape USAGE = ObjectShape.of(
      same("input").elseOurs("0"),
      same("output").elseOurs("0"),
      same("reasoning"),
      same("cache_read"),
      same("cache_write"),
      same("total_tokens"));

  static final Conversion USAGE_VALUE = Conversion.of(USAGE);

  private static final ObjectShape CONTENT = ObjectShape.of(
      same("type").as(Conversion.names(ContentType.class, Conversion::camel)),
      same("text"),
      same("data"),
      field("mimeType", "mime_type"),
      same("thinking"),
      same("signature"),
      same("id"),
      same("name"),
      same("arguments").ofAnyValue());

  private static final Conversion CONTENTS = Conversion.listOf(CONTENT);

  private static final ObjectShape TAG = ObjectShape.of(
      same("kind"),
      same("text"),
      same("created_at_turn"),
      same("abandoned_node_ids").or("[]"));

  private static final Conversion ROLE = Conversion.simple(
      value -> value.is("toolResult") ? "tool" : new Json(value.raw()),
      value -> value.is("tool") ? "toolResult" : new Json(value.raw()));

  private static final ObjectShape MESSAGE = ObjectShape.of(
          same("role").as(ROLE),
          same("content").as(CONTENTS),
          field("stopReason", "stop_reason")
              .as(Conversion.names(StopReason.class, Conversion::camel)),
          same("model"),
          same("provider"),
          same("usage").as(USAGE_VALUE),
          field("timestamp", "timestamp_ms"),
          same("error_message"),
          field("toolCallId", "tool_call_id"),
          field("toolName", "tool_name"),
          field("isError", "is_error"),
          field("turnId.loopId", "turn_id.loop_id"),
          field("turnId.turnIndex", "turn_id.turn_index"),
          field("nodeId", "node_id"),
          field("parentId", "parent_id"),
          same("tags").as(Conversion.listOf(TAG)),
          field("provenanceHint", "provenance_hint"),
          same("kind"),
          same("data"))
      .finish(PhiShapes::withRequired);

  static final Conversion MESSAGE_VALUE = Conversion.of(MESSAGE);

  static final Conversion MESSAGES = Conversion.listOf(MESSAGE);

  static final Conversion TOOL_OUTPUT = Conversion.of(ObjectShape.of(
      same("content").as(CONTENTS).or("[]"), same("details").orNull(), same("child_loop_id")));

  static final Conversion CONFIG = Conversion.of(ObjectShape.of(
      same("model"),
      same("provider"),
      same("config_id").orNull(),
      same("name"),
      same("api").as(Conversion.names(ModelApi.class, Conversion::pascal)),
      same("base_url"),
      same("reasoning"),
      same("context_window"),
      same("max_tokens"),
      same("thinking_level"),
      same("temperature")));

  static final Conversion PAYLOAD = Conversion.of(ObjectShape.of(
      same("system_prompt").emptyThere(),
      same("messages").as(MESSAGES).or("[]"),
      same("provenance").or("[]"),
      same("tools").or("[]"),
      same("model_id"),
      same("thinking_level"),
      same("max_tokens").orNull(),
      same("temperature").orNull(),
      same("response_format")));

  private static final ObjectShape RANGE =
      ObjectShape.of(field("startTurn", "start_turn"), field("endTurn", "end_turn"));

  private static final Conversion TURNS = Conversion.of(ObjectShape.of(
      same("range").as(Conversion.of(RANGE)), same("messages").as(MESSAGES).or("[]")));

  /** The overlay of a compaction, without its loop. */
  static final ObjectShape BLOCK = ObjectShape.of(
      same("keep_first").as(Conversion.of(RANGE)),
      same("keep_compacted").as(TURNS),
      same("keep_recent").as(TURNS));

  private PhiShapes() {}

  /** Returns a usage; what it does not say is 0. */
  static Usage usage(JsonValue theirs) {
    return new Usage(
        orZero(theirs.get("input")),
        orZero(theirs.get("output")),
        theirs.get("reasoning").count(),
        theirs.get("cache_read").count(),
        theirs.get("cache_write").count(),
        theirs.get("total_tokens").count(),
        null);
  }

  private static long orZero(JsonValue value) {
    Long count = value.count();
    return count == null ? 0 : count;
  }

  private static final Map<String, Map<String, Object>> REQUIRED = Map.of(
      "user",
      Map.of("content", List.of()),
      "toolResult",
      Map.of("content", List.of(), "toolCallId", "", "toolName", "", "isError", false),
      "assistant",
      Map.of(
          "content",
          List.of(),
          "stopReason",
          "stop",
          "model",
          "",
          "provider",
          "",
          "usage",
          Map.of("input", 0, "output", 0)));

  /** A message has some fields always, by its role. */
  private static Map<String, Object> withRequired(Map<String, Object> message) {
    Object role = message.get("role");
    String name = role instanceof Json json ? json.text().replace("\"", "") : String.valueOf(role);
    Map<String, Object> whole = new LinkedHashMap<>(message);
    REQUIRED.getOrDefault(name, Map.of()).forEach(whole::putIfAbsent);
    return whole;
  }
}
