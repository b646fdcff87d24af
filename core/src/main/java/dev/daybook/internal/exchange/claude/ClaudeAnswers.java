package dev.daybook.internal.exchange.claude;

import dev.daybook.event.AnswerMetadata;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.Json;
import dev.daybook.event.LimitScope;
import dev.daybook.event.Reasoning;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.UsageLimitHit;
import dev.daybook.internal.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lines of a model's answers: a block is an event. */
final class ClaudeAnswers {

  private static final String DIALECT = "anthropic";

  /** The reasons to stop that an answer has which is whole. */
  private static final Set<String> USUAL_STOPS = Set.of("end_turn", "tool_use", "stop_sequence");

  private ClaudeAnswers() {}

  static void read(ClaudeLine line, ClaudeThread thread) {
    if (line.has("isApiErrorMessage")) {
      failed(line, thread);
      return;
    }
    JsonValue message = line.get("message");
    JsonValue content = message.get("content");
    noteModel(line, thread);
    if (content.isString()) {
      said(content, message, line, thread);
    }
    int number = 0;
    for (JsonValue block : content.elements()) {
      block(block, number++, message, line, thread);
    }
  }

  private static void block(
      JsonValue block, int number, JsonValue message, ClaudeLine line, ClaudeThread thread) {
    switch (block.get("type").text("")) {
      case "text" -> said(block.get("text"), message, line, thread);
      case "thinking", "redacted_thinking" -> thought(block, message, line, thread);
      case "tool_use", "server_tool_use", "mcp_tool_use" -> call(block, number, line, thread);
      default -> {
        if (block.get("tool_use_id").isString()) {
          answered(block, line, thread);
        } else {
          thread.addVerbatim(block.get("type").text("block"), block, line);
        }
      }
    }
  }

  private static void said(
      JsonValue text, JsonValue message, ClaudeLine line, ClaudeThread thread) {
    String words = text.text("");
    if (words.isBlank()) {
      // the line is kept as it is if it has nothing else; no provider takes a blank answer
      return;
    }
    boolean isCut = line.has("isAbortedMidStream");
    String stop = message.get("stop_reason").text();
    boolean isUsual = stop == null || USUAL_STOPS.contains(stop);
    AnswerMetadata facts =
        isCut || !isUsual ? new AnswerMetadata(isCut ? true : null, stop, null, null) : null;
    thread.add(
        AssistantMessage.builder()
            .text(words)
            .toolCalls(List.of())
            .messageId(message.get("id").text())
            .metadata(facts)
            .build(),
        line);
  }

  private static void thought(
      JsonValue block, JsonValue message, ClaudeLine line, ClaudeThread thread) {
    String words = block.get("thinking").text("");
    boolean isSealed = block.get("signature").isString() || block.get("data").isString();
    if (words.isEmpty() && !isSealed) {
      return;
    }
    thread.add(
        new Reasoning(
            words.isEmpty() ? null : words,
            isSealed ? new Json(block.raw()) : null,
            message.get("model").text(),
            isSealed ? DIALECT : null,
            message.get("id").text()),
        line);
  }

  private static void call(JsonValue block, int number, ClaudeLine line, ClaudeThread thread) {
    String name = block.get("name").text("");
    String id = block.get("id").text();
    if (id == null) {
      id = nameless(line, number, thread);
    }
    JsonValue input = block.get("input");
    String arguments = input.isAbsent() ? "" : input.text(input.raw());
    thread.add(new ToolCall(id, name, arguments, ClaudeCall.kindOf(name)), line);
    ClaudeAgent agent = ClaudeAgents.isAgent(name) ? thread.agents.called(id, input, line) : null;
    thread.open.put(id, new ClaudeCall(name, line.ts(), agent));
  }

  /** Returns the identifier of a call that has none: its line's, which results name. */
  private static String nameless(ClaudeLine line, int number, ClaudeThread thread) {
    String uuid = line.uuid() == null ? "call" : line.uuid();
    return thread.nameless.add(uuid) ? uuid : uuid + "_" + number;
  }

  /** Adds the result of a call that the provider answered itself. */
  private static void answered(JsonValue block, ClaudeLine line, ClaudeThread thread) {
    String id = block.get("tool_use_id").text("");
    ClaudeCall call = thread.open.remove(id);
    JsonValue content = block.get("content");
    boolean isError =
        block.get("is_error").isTrue() || content.get("type").text("").endsWith("_error");
    thread.add(
        ToolResult.builder()
            .callId(id)
            .ok(!isError)
            .output(content.text())
            .name(call == null ? null : call.name())
            .data(block.json())
            .build(),
        line);
  }

  private static void noteModel(ClaudeLine line, ClaudeThread thread) {
    String model = ClaudeHead.modelOf(line.value());
    if (model != null && !model.equals(thread.model)) {
      if (thread.model != null) {
        thread.note(
            "model_changed",
            "another model answers from here on",
            Map.of("from", thread.model, "to", model),
            line);
      }
      thread.model = model;
    }
  }

  /** Adds an answer that the client made of a failure. */
  private static void failed(ClaudeLine line, ClaudeThread thread) {
    String text = text(line.content());
    String kind = line.get("error").text("api_error");
    Json details = line.get("errorDetails").json();
    thread.add(
        new TurnFailed(
            "failed",
            kind,
            text.isEmpty() ? "the provider gave no answer" : text,
            details,
            List.of()),
        line);
    String lower = text.toLowerCase(Locale.ROOT);
    if (kind.equals("rate_limit")
        || lower.contains("hit your limit")
        || lower.contains("usage limit reached")) {
      thread.add(
          UsageLimitHit.builder()
              .provider(DIALECT)
              .scope(scope(lower))
              .raw(text)
              .fallbackUsed(false)
              .incidentId(line.uuid() == null ? "limit" : line.uuid())
              .build(),
          line);
    }
  }

  private static LimitScope scope(String text) {
    if (text.contains("weekly")) {
      return LimitScope.WEEKLY;
    }
    return text.contains("session") || text.contains("5-hour")
        ? LimitScope.SESSION
        : LimitScope.UNKNOWN;
  }

  /** Returns the words of a message's content, a line for each block. */
  static String text(JsonValue content) {
    if (content.isString()) {
      return content.text("");
    }
    StringBuilder all = new StringBuilder();
    for (JsonValue block : content.elements()) {
      @Nullable
      String text = block.isString() ? block.text() : block.get("text").text();
      if (text != null) {
        all.append(all.length() == 0 ? "" : "\n").append(text);
      }
    }
    return all.toString();
  }
}
