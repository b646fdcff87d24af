package dev.daybook.internal.exchange.pi;

import dev.daybook.event.AnswerMetadata;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.Json;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.Reasoning;
import dev.daybook.event.Resource;
import dev.daybook.event.Role;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolKind;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.Unknown;
import dev.daybook.event.UsageSummary;
import dev.daybook.event.UserMessage;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.reading.OutputTokens;
import dev.daybook.internal.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages in a file of pi, as events. An answer that was cut off stays in the conversation
 * with the calls that it had come to, and its turn failed. The tokens of the input are without what
 * was read from a cache or written to it, as pi counts them. A session that was forked repeats its
 * parent's messages with their cost and their ids, by which usage counts them once.
 */
final class PiMessages {

  private static final String USER_SHELL = "user_shell";
  private static final Set<String> ENTRY = Set.of("type", "id", "parentId", "timestamp", "message");
  private static final Set<String> SAID = Set.of("role", "content", "timestamp");
  private static final Set<String> CUSTOM =
      Set.of("type", "id", "parentId", "timestamp", "role", "content");
  private static final Set<String> SUMMARY = Set.of("role", "summary", "timestamp");
  private static final Set<String> ANSWER =
      Set.of("role", "content", "timestamp", "usage", "errorMessage");
  private static final Set<String> RESULT =
      Set.of("role", "content", "timestamp", "toolCallId", "toolName", "isError", "details");
  private static final Set<String> SHELL =
      Set.of("role", "timestamp", "command", "output", "exitCode");
  private static final Set<String> CALL = Set.of("type", "id", "name", "arguments");

  private final PiFormat format;
  private final PiHead head;

  PiMessages(PiFormat format, PiHead head) {
    this.format = format;
    this.head = head;
  }

  /** Adds the message of a line. */
  void add(PiEntry entry, ImportTarget target) {
    JsonValue message = entry.get("message");
    String role = message.get("role").text("");
    switch (role) {
      case "user" -> user(entry, message, target);
      case "assistant" -> assistant(entry, message, target);
      case "toolResult" -> result(entry, message, target);
      case "bashExecution" -> shell(entry, message, target);
      case "custom", "hookMessage" -> {
        system(entry, words(entry, message, target), target);
        addRest(entry, role, PiFields.rest(message, SAID), target);
      }
      case "developer" -> {
        put(entry, target, new SystemMessage(words(entry, message, target), Role.DEVELOPER));
        addRest(entry, role, PiFields.rest(message, SAID), target);
      }
      case "branchSummary" -> {
        system(entry, message.get("summary").text(""), target);
        addRest(entry, role, PiFields.rest(message, SUMMARY), target);
      }
      case "compactionSummary" -> {
        long before = Math.max(0, target.nextSeq() - 1);
        String summary = message.get("summary").text("");
        put(entry, target, new HistoryCompaction(0, before, summary));
        addRest(entry, role, PiFields.rest(message, SUMMARY), target);
      }
      default -> {
        entry.addVerbatim(target, format.wireType(role.isEmpty() ? "message" : role));
        return;
      }
    }
    addRest(entry, "message", PiFields.rest(entry.value(), ENTRY), target);
  }

  /** Adds a message that an extension gave the model. */
  void custom(PiEntry entry, ImportTarget target) {
    system(entry, words(entry, entry.value(), target), target);
    addRest(entry, entry.type(), PiFields.rest(entry.value(), CUSTOM), target);
  }

  /** Adds what a call of a model cost that is no part of the conversation. */
  void usageAlone(PiEntry entry, ImportTarget target) {
    usage(entry, entry.value(), entry.get("purpose").text(), target);
    entry.addVerbatim(target, format.wireType(entry.type()));
  }

  /** Adds a message that is no person's. */
  void system(PiEntry entry, String text, ImportTarget target) {
    put(entry, target, new SystemMessage(text));
  }

  private void user(PiEntry entry, JsonValue message, ImportTarget target) {
    List<Resource> images = new ArrayList<>();
    for (JsonValue block : message.get("content").elements()) {
      if (block.get("type").is("image")) {
        images.add(image(block));
      }
    }
    put(entry, target, new UserMessage(words(entry, message, target), images, null));
    addRest(entry, "user", PiFields.rest(message, SAID), target);
  }

  /** The bytes stay in the source. */
  private static Resource image(JsonValue block) {
    String data = block.get("data").text("");
    int end = data.length();
    while (end > 0 && data.charAt(end - 1) == '=') {
      end--;
    }
    return Resource.builder()
        .kind("image")
        .mimeType(block.get("mimeType").text())
        .sizeBytes(end * 3L / 4)
        .build();
  }

  /** Returns the texts of a message; blocks that are neither text nor image are added as such. */
  private String words(PiEntry entry, JsonValue message, ImportTarget target) {
    JsonValue content = message.get("content");
    String text = content.text();
    if (text != null) {
      return text;
    }
    List<String> texts = new ArrayList<>();
    for (JsonValue block : content.elements()) {
      if (block.get("type").is("text")) {
        texts.add(block.get("text").text(""));
      } else if (!block.get("type").is("image")) {
        unknown(entry, block, target);
      }
    }
    return String.join("\n", texts);
  }

  private void unknown(PiEntry entry, JsonValue block, ImportTarget target) {
    String type = format.wireType(block.get("type").text("block"));
    Json json = new Json(block.isObject() ? block.raw() : "{\"block\":" + block.raw() + "}");
    put(entry, target, new Unknown(type, json));
  }

  private void assistant(PiEntry entry, JsonValue message, ImportTarget target) {
    JsonValue content = message.get("content");
    List<String> texts = new ArrayList<>();
    List<JsonValue> calls = new ArrayList<>();
    String text = content.text();
    if (text != null) {
      texts.add(text);
    }
    String model = message.get("model").text();
    String responseId = message.get("responseId").text();
    String messageId = responseId == null ? entry.id() : responseId;
    for (JsonValue block : content.elements()) {
      switch (block.get("type").text("")) {
        case "text" -> texts.add(block.get("text").text(""));
        case "toolCall" -> calls.add(block);
        case "thinking" ->
          thinking(entry, block, model, message.get("api").text(), messageId, target);
        default -> unknown(entry, block, target);
      }
    }
    String said = String.join("\n", texts);
    Json facts = PiFields.rest(message, ANSWER);
    String stop = message.get("stopReason").text("");
    boolean isCutOff = stop.equals("error") || stop.equals("aborted");
    if (!said.isBlank() || !calls.isEmpty()) {
      AnswerMetadata metadata =
          new AnswerMetadata(null, stop.isEmpty() ? null : PiFields.snakeCase(stop), null, facts);
      put(
          entry,
          target,
          AssistantMessage.builder()
              .text(said)
              .messageId(messageId)
              .metadata(metadata)
              .build());
      facts = null;
    }
    calls.forEach(call -> call(entry, call, target));
    usage(entry, message, null, target);
    if (isCutOff) {
      put(entry, target, failed(stop, message.get("errorMessage").text(""), facts));
    } else {
      addRest(entry, "assistant", facts, target);
    }
  }

  private void thinking(
      PiEntry entry,
      JsonValue block,
      @Nullable String model,
      @Nullable String api,
      @Nullable String messageId,
      ImportTarget target) {
    String text = block.get("thinking").text("");
    boolean isProved =
        block.get("thinkingSignature").isPresent() || block.get("redacted").isTrue();
    if (!text.isEmpty() || isProved) {
      put(
          entry,
          target,
          Reasoning.builder()
              .text(text.isEmpty() ? null : text)
              .item(isProved ? block.json() : null)
              .model(model)
              .dialect(api)
              .messageId(messageId)
              .build());
    }
  }

  private void call(PiEntry entry, JsonValue block, ImportTarget target) {
    String name = block.get("name").text("");
    JsonValue arguments = block.get("arguments");
    put(
        entry,
        target,
        new ToolCall(
            block.get("id").text(""), name, arguments.text(arguments.raw()), ToolKind.guess(name)));
    if (PiFields.rest(block, CALL) != null) {
      unknown(entry, block, target);
    }
  }

  private static TurnFailed failed(String stop, String message, @Nullable Json facts) {
    return TurnFailed.builder()
        .terminalStatus(stop.equals("aborted") ? "interrupted" : "failed")
        .errorKind(stop)
        .errorMessage(message)
        .details(facts)
        .build();
  }

  private void usage(PiEntry entry, JsonValue message, @Nullable String mode, ImportTarget target) {
    JsonValue usage = message.get("usage");
    Json report = usage.isObject() ? usage.json() : null;
    if (report == null) {
      return;
    }
    Double cost = usage.at("cost", "total").number();
    put(
        entry,
        target,
        ProviderUsage.builder()
            .usageSummary(summary(usage, cost))
            .usage(report)
            .usageAvailable(true)
            .model(message.get("model").text())
            .mode(mode)
            .build());
  }

  /** Returns the counts; pi has the tokens of thinking in the output, as Daybook has. */
  private static UsageSummary summary(JsonValue usage, @Nullable Double cost) {
    Long input = usage.get("input").count();
    Long cached = usage.get("cacheRead").count();
    Long written = usage.get("cacheWrite").count();
    Long thinking = usage.get("reasoningTokens").count();
    Long total = usage.get("totalTokens").count();
    return new UsageSummary(
        input,
        OutputTokens.withThinking(
            usage.get("output").count(),
            thinking,
            total,
            OutputTokens.sum(input, cached, written),
            false),
        cached,
        written,
        thinking,
        total,
        cost == null || cost < 0 ? null : cost);
  }

  private void result(PiEntry entry, JsonValue message, ImportTarget target) {
    Boolean isError = message.get("isError").bool();
    String name = message.get("toolName").text();
    JsonValue details = message.get("details");
    put(
        entry,
        target,
        ToolResult.builder()
            .callId(message.get("toolCallId").text(""))
            .ok(isError == null ? null : (Boolean) !isError)
            .output(words(entry, message, target) + images(message))
            .name(name)
            .toolKind(name == null ? null : ToolKind.guess(name))
            .data(details.json())
            .build());
    PiSubAgents.add(entry, details.get("results"), head, target);
    addRest(entry, "toolResult", PiFields.rest(message, RESULT), target);
  }

  /** Returns the names of what is no text, so that no reader misses it unawares. */
  private static String images(JsonValue message) {
    StringBuilder names = new StringBuilder();
    for (JsonValue block : message.get("content").elements()) {
      if (block.get("type").is("image")) {
        names.append("\n[image ").append(block.get("mimeType").text("")).append(']');
      }
    }
    return names.toString();
  }

  /** Adds a command that the user ran; one that is kept from the model is no part of the talk. */
  private void shell(PiEntry entry, JsonValue message, ImportTarget target) {
    if (message.get("excludeFromContext").isTrue()) {
      entry.addVerbatim(target, format.wireType("bash_execution"));
      return;
    }
    String id = USER_SHELL + "_" + (entry.id() == null ? "line_" + entry.line() : entry.id());
    String command = message.get("command").text("");
    put(
        entry,
        target,
        new ToolCall(id, USER_SHELL, Json.of(Map.of("command", command)).text(), ToolKind.SHELL));
    Long exitCode = message.get("exitCode").integer();
    Boolean isCancelled = message.get("cancelled").bool();
    Boolean ok = exitCode != null
        ? (Boolean) (exitCode == 0)
        : isCancelled == null ? null : (Boolean) !isCancelled;
    put(
        entry,
        target,
        ToolResult.builder()
            .callId(id)
            .ok(ok)
            .output(message.get("output").text())
            .exitCode(exitCode)
            .name(USER_SHELL)
            .toolKind(ToolKind.SHELL)
            .data(PiFields.rest(message, SHELL))
            .build());
  }

  private void addRest(PiEntry entry, String kind, @Nullable Json rest, ImportTarget target) {
    if (rest != null) {
      put(entry, target, new Unknown(format.wireType(kind), rest));
    }
  }

  private static void put(PiEntry entry, ImportTarget target, SessionEvent event) {
    target.add(event, entry.ts(), entry.id());
  }
}
