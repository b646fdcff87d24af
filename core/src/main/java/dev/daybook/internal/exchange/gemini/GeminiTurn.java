package dev.daybook.internal.exchange.gemini;

import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.exchange.reading.TextHash;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message of Gemini CLI as one record has it.
 *
 * @param value the record
 * @param kind the speaker: {@code user}, {@code gemini}, or another kind of message
 * @param content the parts of its content
 * @param thoughts the thoughts, of its own list, or of its content if it has no such list
 * @param calls the calls, by identifier; those without one have made-up keys
 */
record GeminiTurn(
    JsonValue value,
    String kind,
    GoogleContent content,
    List<Thought> thoughts,
    Map<String, Call> calls) {

  /** A thought: its words, the part that proves it, and its time. */
  record Thought(
      String words, @Nullable JsonValue proof, @Nullable Instant ts) {}

  /** A call of a tool: its record, and that of the model's content if it stands only there. */
  record Call(String callId, String name, JsonValue arguments, JsonValue ran) {

    /** Returns the arguments as they stand in the source. */
    String argumentsText() {
      return arguments.isString()
          ? arguments.text("")
          : arguments.isPresent() ? arguments.raw() : "{}";
    }

    /** Returns the status; null if none is recorded. */
    @Nullable
    String status() {
      return ran.get("status").text();
    }

    /** Returns true if the answer of the tool is recorded. */
    boolean isAnswered() {
      return ran.get("result").isPresent() || GoogleAnswer.isEnd(status());
    }
  }

  static final String USER = "user";
  static final String GEMINI = "gemini";

  /** The kinds of messages that no model gave. */
  private static final Set<String> SHOWN = Set.of(USER, "info", "warning", "error");

  static GeminiTurn of(JsonValue value) {
    JsonValue written = value.get("content");
    GoogleContent content = GoogleContent.of(written.isAbsent() ? value.get("parts") : written);
    String kind = value.get("type").text("");
    if ("model".equals(kind) || (!SHOWN.contains(kind) && isAnswer(value))) {
      // the name of the speaker in the model interface, or that of an agent made of this one
      kind = GEMINI;
    }
    return new GeminiTurn(value, kind, content, thoughts(value, content), calls(value, content));
  }

  /** Returns true if the record has what only a model's answer has. */
  private static boolean isAnswer(JsonValue value) {
    return value.get("toolCalls").isArray()
        || value.get("thoughts").isArray()
        || value.get("tokens").isObject();
  }

  /** Returns true if the model is given the message. */
  boolean isSaid() {
    return USER.equals(kind) || GEMINI.equals(kind);
  }

  /** Returns the hash of the words, which the arguments of calls are no part of. */
  long wordsHash() {
    TextHash hash = new TextHash().add(kind);
    if (!isSaid()) {
      return hash.add(value.get("content").raw()).value();
    }
    hash.add(content.text());
    content
        .resources()
        .forEach(each ->
            hash.add(each.mimeType()).add(String.valueOf(each.sizeBytes())).add(each.uri()));
    content.others().forEach(each -> hash.add(each.raw()));
    return hash.value();
  }

  private static List<Thought> thoughts(JsonValue value, GoogleContent content) {
    List<Thought> thoughts = new ArrayList<>();
    for (JsonValue each : value.get("thoughts").elements()) {
      String subject = each.get("subject").text("");
      String description = each.get("description").text(each.text(""));
      String words = (subject.isEmpty() || description.isEmpty())
          ? subject + description
          : subject + "\n" + description;
      thoughts.add(new Thought(words, null, ForeignTime.of(each.get("timestamp"))));
    }
    if (thoughts.isEmpty()) {
      for (JsonValue each : content.thoughts()) {
        JsonValue proof = each.has("thoughtSignature") ? each : null;
        thoughts.add(new Thought(each.get("text").text(""), proof, null));
      }
    }
    return thoughts;
  }

  private static Map<String, Call> calls(JsonValue value, GoogleContent content) {
    Map<String, Call> calls = new LinkedHashMap<>();
    for (JsonValue each : value.get("toolCalls").elements()) {
      add(calls, each, each);
    }
    for (JsonValue each : content.calls()) {
      String callId = each.get("id").text();
      if (callId == null || !calls.containsKey(callId)) {
        add(calls, each, JsonValue.absent());
      }
    }
    return calls;
  }

  private static void add(Map<String, Call> calls, JsonValue call, JsonValue ran) {
    if (call.isObject()) {
      String callId = call.get("id").text("");
      String key =
          (callId.isEmpty() || calls.containsKey(callId)) ? callId + '\0' + calls.size() : callId;
      calls.put(key, new Call(callId, call.get("name").text(""), call.get("args"), ran));
    }
  }
}
