package dev.daybook.internal.exchange.claude;

import dev.daybook.event.Decision;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.Json;
import dev.daybook.event.PermissionDecision;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.ToolResult;
import dev.daybook.internal.json.JsonText;
import dev.daybook.internal.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The results of tools. The structured form, {@code toolUseResult}, becomes the data of the result
 * without what only repeats: the output, the call's arguments, a file as it was read.
 */
final class ClaudeResults {

  private static final Pattern EXIT_CODE = Pattern.compile("(?:Error: )?Exit code (\\d{1,9})\\b");
  private static final int MAX_MESSAGE_CHARS = 200;
  private static final int MAX_FIELDS = 100;
  private static final long MILLIS_A_SECOND = 1000;

  /** The fields that repeat the call's arguments, or an earlier line. */
  private static final Set<String> REPEATS = Set.of("prompt", "newTodos", "oldTodos");

  /** The fields that can repeat the output. */
  private static final Set<String> OUTPUTS =
      Set.of("stdout", "content", "result", "output", "message", "plan");

  /** The fields that say nothing when they are empty or false. */
  private static final Set<String> FLAGS = Set.of(
      "interrupted",
      "isImage",
      "noOutputExpected",
      "stderr",
      "is_error",
      "truncated",
      "type",
      "stdout",
      "userModified",
      "replaceAll");

  private ClaudeResults() {}

  /**
   * Adds a result.
   *
   * @param facts the structured form; absent if it belongs to another result of the line
   */
  static void read(JsonValue block, JsonValue facts, ClaudeLine line, ClaudeThread thread) {
    String id = idOf(block, line, thread);
    ClaudeCall call = thread.open.remove(id);
    JsonValue content = block.get("content");
    String output = ClaudeAnswers.text(content);
    boolean isError = block.get("is_error").isTrue();
    String failure = failure(isError, output, facts, line);
    if ("denied".equals(failure)) {
      thread.target.add(
          PermissionDecision.builder()
              .decision(Decision.DENY)
              .callId(id)
              .toolName(call == null ? null : call.name())
              .description(line.get("toolDenialKind").text())
              .build(),
          line.ts(),
          line.idOf("denied"));
    }
    thread.add(
        ToolResult.builder()
            .callId(id)
            .ok(failure == null)
            .output(output)
            .error(failure == null ? null : new ErrorInfo(failure, firstLine(output), null))
            .durationMs(duration(facts))
            .exitCode(exitCode(isError, output, facts))
            .name(call == null ? null : call.name())
            .toolKind(call == null ? null : ClaudeCall.kindOf(call.name()))
            .data(data(content, output, facts))
            .build(),
        line);
    if (call != null && call.agent() != null) {
      SubagentPhase phase = failure == null ? null : SubagentPhase.FAILED;
      boolean isCancelled = "denied".equals(failure) || "interrupted".equals(failure);
      thread.agents.result(
          call.agent(), facts, isCancelled ? SubagentPhase.CANCELLED : phase, line);
    }
  }

  /** Returns the identifier of the call, also of one that has none in the file. */
  private static String idOf(JsonValue block, ClaudeLine line, ClaudeThread thread) {
    String id = block.get("tool_use_id").text();
    if (id != null) {
      return id;
    }
    String asker = line.get("sourceToolAssistantUUID").text("");
    if (thread.nameless.contains(asker)) {
      return asker;
    }
    String parent = line.get("parentUuid").text("");
    return thread.nameless.contains(parent)
        ? parent
        : line.get("sourceToolUseID").text(asker);
  }

  private static @Nullable String failure(
      boolean isError, String output, JsonValue facts, ClaudeLine line) {
    if (line.get("toolDenialKind").isString()
        || (isError && output.startsWith("The user doesn't want to "))) {
      return "denied";
    } else if (facts.get("interrupted").isTrue()
        || (isError
            && (output.startsWith("[Request interrupted by user")
                || output.startsWith("Permission prompt was aborted")))) {
      return "interrupted";
    }
    return isError ? "tool_error" : null;
  }

  private static @Nullable Long duration(JsonValue facts) {
    Long millis = facts.get("durationMs").count();
    if (millis == null) {
      millis = facts.get("totalDurationMs").count();
    }
    Double seconds = facts.get("durationSeconds").number();
    if (millis == null && seconds != null && seconds >= 0 && seconds < Integer.MAX_VALUE) {
      return Math.round(seconds * MILLIS_A_SECOND);
    }
    return millis;
  }

  private static @Nullable Long exitCode(boolean isError, String output, JsonValue facts) {
    Long code = facts.get("exitCode").integer();
    if (code != null || !isError) {
      return code;
    }
    Matcher named = EXIT_CODE.matcher(output);
    return named.lookingAt() ? (Long) Long.parseLong(named.group(1)) : null;
  }

  private static @Nullable String firstLine(String output) {
    int end = output.indexOf('\n');
    String line = end < 0 ? output : output.substring(0, end);
    if (line.length() <= MAX_MESSAGE_CHARS) {
      return line.isEmpty() ? null : line;
    }
    int cut = Character.isHighSurrogate(line.charAt(MAX_MESSAGE_CHARS - 1))
        ? MAX_MESSAGE_CHARS - 1
        : MAX_MESSAGE_CHARS;
    return line.substring(0, cut);
  }

  /** Returns what is more than the output: blocks that are no text, and the structured form. */
  private static @Nullable Json data(JsonValue content, String output, JsonValue facts) {
    StringBuilder others = new StringBuilder();
    for (JsonValue block : content.elements()) {
      if (!block.isString() && !block.get("text").isString()) {
        others.append(others.length() == 0 ? "[" : ",").append(block.raw());
      }
    }
    String lean = facts.isObject() ? lean(facts, output, content) : null;
    if (others.length() == 0) {
      return lean == null ? null : new Json(lean);
    }
    others.append(']');
    return new Json(
        "{\"content\":" + others + (lean == null ? "" : ",\"toolUseResult\":" + lean) + "}");
  }

  private static @Nullable String lean(JsonValue facts, String output, JsonValue content) {
    List<String> names = facts.names();
    if (names.size() > MAX_FIELDS) {
      return facts.raw();
    }
    Map<String, String> kept = new LinkedHashMap<>();
    boolean isWorth = false;
    for (String name : new LinkedHashSet<>(names)) {
      JsonValue value = facts.get(name);
      if (REPEATS.contains(name)
          || (OUTPUTS.contains(name) && isOutput(value, output, content))
          || (name.equals("content") && facts.has("filePath"))) {
        continue;
      }
      String raw = name.equals("file") ? withoutContent(value) : value.raw();
      kept.put(name, raw);
      isWorth |= !FLAGS.contains(name) || value.isTrue() || isText(value, name);
    }
    return isWorth ? object(kept) : null;
  }

  private static boolean isText(JsonValue value, String name) {
    return !name.equals("type") && !value.text("").isBlank();
  }

  private static boolean isOutput(JsonValue value, String output, JsonValue content) {
    if (value.isString()) {
      String text = value.text("");
      return !text.isBlank() && text.strip().equals(output.strip());
    }
    return value.isArray() && content.isArray() && value.raw().equals(content.raw());
  }

  private static String withoutContent(JsonValue file) {
    List<String> names = file.names();
    if (!file.isObject() || names.size() > MAX_FIELDS) {
      return file.raw();
    }
    Map<String, String> kept = new LinkedHashMap<>();
    for (String name : new LinkedHashSet<>(names)) {
      if (!name.equals("content") && !name.equals("base64")) {
        kept.put(name, file.get(name).raw());
      }
    }
    return object(kept);
  }

  private static String object(Map<String, String> fields) {
    StringBuilder object = new StringBuilder("{");
    fields.forEach((name, raw) -> object
        .append(object.length() == 1 ? "" : ",")
        .append(JsonText.of(name))
        .append(':')
        .append(raw));
    return object.append('}').toString();
  }
}
