package dev.daybook.internal.exchange.gemini;

import dev.daybook.event.ErrorInfo;
import dev.daybook.event.Json;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolResult;
import dev.daybook.internal.json.JsonValue;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a tool as Gemini CLI and its descendants record it: the response that the model was
 * given, beside the status of the call and what the screen showed.
 *
 * @param response the {@code functionResponse}; absent if the model was given none
 * @param words the text of other parts of the answer
 * @param status the status of the call; null if it is not recorded
 * @param display the value that the screen showed
 */
record GoogleAnswer(
    JsonValue response, String words, @Nullable String status, JsonValue display) {

  private static final String CANCELLED = "cancelled";

  /** The words of a refusal by the user or a rule, before the tool ran. */
  private static final Pattern REFUSAL =
      Pattern.compile("did not allow|denied|declined|rejected by", Pattern.CASE_INSENSITIVE);

  /** The line in which the shell tool reports the exit code, behind the output. */
  private static final Pattern EXIT_CODE =
      Pattern.compile("^Exit Code: (-?\\d{1,10})\\s*$", Pattern.MULTILINE);

  /** The longest end of an output that is searched for the exit code. */
  private static final int TAIL_CHARS = 400;

  /** Returns the answer in the parts of a result. */
  static GoogleAnswer of(GoogleContent result, @Nullable String status, JsonValue display) {
    List<JsonValue> responses = result.responses();
    return new GoogleAnswer(
        responses.isEmpty() ? JsonValue.absent() : responses.get(0),
        result.text(),
        status,
        display);
  }

  /** Returns true if the call has ended in that status. */
  static boolean isEnd(@Nullable String status) {
    return "success".equals(status) || "error".equals(status) || CANCELLED.equals(status);
  }

  /** Returns the event of the answer. */
  SessionEvent event(String callId, @Nullable String name) {
    String error = error();
    boolean isCancelled = CANCELLED.equals(status);
    if (isCancelled && (error == null || REFUSAL.matcher(error).find())) {
      return new ToolBlocked(callId, "user", error == null ? CANCELLED : error, name, null);
    }
    boolean isFailed = isCancelled || "error".equals(status) || (status == null && error != null);
    String output = output();
    return ToolResult.builder()
        .callId(callId)
        .ok(!isFailed)
        .output(output)
        .error(error == null ? null : new ErrorInfo(isCancelled ? CANCELLED : "error", error))
        .exitCode(output == null ? null : exitCode(name, output))
        .name(name)
        .data(data())
        .build();
  }

  private @Nullable String error() {
    JsonValue error = response.at("response", "error");
    if (error.isPresent()) {
      return error.isString() ? error.text() : error.raw();
    }
    if ("error".equals(status)) {
      String shown = display.text();
      return shown == null ? words : shown;
    }
    return null;
  }

  private @Nullable String output() {
    JsonValue given = response.get("response");
    JsonValue output = given.get("output").isPresent() ? given.get("output") : given.get("result");
    if (output.isPresent()) {
      String text = output.isString() ? output.text("") : output.raw();
      return words.isEmpty() ? text : text + "\n" + words;
    }
    if (given.isString()) {
      return given.text();
    }
    if (!words.isEmpty()) {
      return words;
    }
    return (response.isAbsent() && !"error".equals(status)) ? display.text() : null;
  }

  /** Returns the value that is no text: of an answer of other form all, else what was shown. */
  private @Nullable Json data() {
    JsonValue given = response.get("response");
    boolean isKnown =
        !given.isObject() || given.has("output") || given.has("result") || given.has("error");
    if (!isKnown && !given.names().isEmpty()) {
      return given.json();
    }
    return (display.isObject() || display.isArray()) ? display.json() : null;
  }

  private static @Nullable Long exitCode(@Nullable String name, String output) {
    if (name == null || !name.contains("shell")) {
      return null;
    }
    Matcher lines = EXIT_CODE.matcher(output);
    Long code = null;
    lines.region(Math.max(0, output.length() - TAIL_CHARS), output.length());
    while (lines.find()) {
      code = Long.valueOf(lines.group(1));
    }
    return code;
  }
}
