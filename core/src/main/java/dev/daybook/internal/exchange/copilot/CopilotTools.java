package dev.daybook.internal.exchange.copilot;

import dev.daybook.event.ErrorInfo;
import dev.daybook.event.Json;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.internal.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of a Copilot session. A message asks for them, and the start of their run repeats
 * that: it makes a call only where no message asked, as for a command of the user.
 */
final class CopilotTools {

  private static final String EXIT_CODE = "<exited with exit code ";
  private static final Set<String> REFUSALS = Set.of("denied", "rejected");

  private final Set<String> known = new HashSet<>();

  /** Returns the calls that a message asks for. */
  List<ToolCall> asked(JsonValue requests) {
    List<ToolCall> calls = new ArrayList<>();
    for (JsonValue request : requests.elements()) {
      String callId = request.get("toolCallId").text();
      if (callId != null) {
        known.add(callId);
        calls.add(new ToolCall(
            callId, request.get("name").text("tool"), arguments(request.get("arguments"))));
      }
    }
    return calls;
  }

  /** Reads the start of a run. */
  void started(CopilotLine line) {
    JsonValue data = line.data();
    String callId = data.get("toolCallId").text();
    if (callId == null) {
      line.addVerbatim();
    } else if (known.add(callId)) {
      line.add(new ToolCall(
          callId, data.get("toolName").text("tool"), arguments(data.get("arguments"))));
    }
  }

  private static String arguments(JsonValue arguments) {
    String text = arguments.text();
    return text == null ? arguments.raw() : text;
  }

  /** Reads the end of a run. */
  void completed(CopilotLine line) {
    JsonValue data = line.data();
    String callId = data.get("toolCallId").text();
    if (callId == null) {
      line.addVerbatim();
      return;
    }
    JsonValue result = data.get("result");
    String output = output(result);
    ErrorInfo error = error(data.get("error"));
    if (error != null && error.kind() != null && REFUSALS.contains(error.kind())) {
      String message = error.message();
      line.add(new ToolBlocked(callId, "user", message == null ? error.kind() : message));
      return;
    }
    line.add(ToolResult.builder()
        .callId(callId)
        .ok(ok(data, result))
        .output(output)
        .error(error)
        .exitCode(output == null ? null : exitCode(output))
        .data(data(result, output))
        .build());
  }

  private static @Nullable String output(JsonValue result) {
    String text = result.text();
    if (text == null) {
      text = result.get("content").text();
    }
    return text == null ? result.get("text_result_for_llm").text() : text;
  }

  private static @Nullable Boolean ok(JsonValue data, JsonValue result) {
    Boolean success = data.get("success").bool();
    String type = result.get("result_type").text();
    if (success != null || type == null) {
      return success;
    }
    return type.equals("success");
  }

  private static @Nullable ErrorInfo error(JsonValue error) {
    String message = error.isString() ? error.text() : error.get("message").text();
    return error.isPresent() ? new ErrorInfo(error.get("code").text(), message, null) : null;
  }

  /** Returns the result where it says more than the output. */
  private static @Nullable Json data(JsonValue result, @Nullable String output) {
    boolean isMore = result.get("contents").isArray()
        || (result.get("detailedContent").isString()
            && !result.get("detailedContent").is(output == null ? "" : output));
    return isMore || output == null ? result.json() : null;
  }

  private static @Nullable Long exitCode(String output) {
    int at = output.lastIndexOf(EXIT_CODE);
    int end = at < 0 ? -1 : output.indexOf('>', at);
    if (end < 0 || !output.substring(end + 1).isBlank()) {
      return null;
    }
    try {
      return Long.parseLong(output.substring(at + EXIT_CODE.length(), end));
    } catch (NumberFormatException none) {
      return null;
    }
  }
}
