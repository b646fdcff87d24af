package dev.daybook.internal.exchange.codex;

import dev.daybook.event.ErrorInfo;
import dev.daybook.event.Json;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.ToolResultBuilder;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.json.JsonValue;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of a Codex session and their answers, one for each. An output item makes the
 * result. An event of the end, as {@code exec_command_end}, is kept as it is; one that comes before
 * the output adds the exit code, the time and the success to the result. A call that has such an
 * event and no output until the next turn gets its result from the event. An event whose call is
 * not in the file stands for both.
 */
final class CodexCalls {

  private static final int MAX_REFUSAL = 400;

  /** A call that has no output yet, with the facts that an event of its end gave. */
  private static final class Open {
    private boolean isEnded;
    private @Nullable Boolean ok;
    private @Nullable Long exitCode;
    private @Nullable Long durationMs;
  }

  private final Map<String, Open> open = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();

  /** Adds a call. */
  void call(CodexLine line, String callId, String name, String arguments) {
    line.add(new ToolCall(callId, name, arguments));
    known.add(callId);
    open.put(callId, new Open());
  }

  /** Adds the answer of a call. */
  void output(CodexLine line, String callId, CodexOutput output) {
    Open ended = open.remove(callId);
    String text = output.text();
    if (text != null && isRefusal(text)) {
      line.add(new ToolBlocked(callId, "user", text));
      return;
    }
    ToolResultBuilder result = ToolResult.builder()
        .callId(callId)
        .output(text)
        .ok(output.ok())
        .exitCode(output.exitCode())
        .durationMs(output.durationMs())
        .data(output.data());
    if (ended != null && ended.isEnded) {
      result
          .ok(ended.ok == null ? output.ok() : ended.ok)
          .exitCode(ended.exitCode == null ? output.exitCode() : ended.exitCode)
          .durationMs(ended.durationMs == null ? output.durationMs() : ended.durationMs);
    }
    line.add(result.build());
  }

  /** Returns true if the words say that the user did not allow the call. */
  private static boolean isRefusal(String text) {
    return text.length() <= MAX_REFUSAL
        && (text.contains("rejected by user") || text.startsWith("user cancelled MCP tool call"));
  }

  /** Reads an event of a call's end. */
  void ended(CodexLine line) {
    JsonValue event = line.payload();
    String kind = line.kind();
    String callId = event.get("call_id").text();
    Open call = callId == null ? null : open.get(callId);
    if (call != null) {
      call.isEnded = true;
      call.exitCode = event.get("exit_code").integer();
      call.durationMs = CodexOutput.millis(event.get("duration"));
      call.ok = ok(event);
    }
    if (callId == null || known.contains(callId) || !standsAlone(line, callId, kind, event)) {
      line.addVerbatim(kind);
    }
  }

  /** Reads a completed item, which says the same as an event of a call's end. */
  void completed(CodexLine line, JsonValue item) {
    Open call = open.get(item.get("id").text(""));
    if (call != null) {
      call.isEnded = true;
      call.exitCode = item.get("exit_code").integer();
      call.durationMs = CodexOutput.millis(item.get("duration"));
      call.ok = CodexOutput.isSuccess(call.exitCode);
    }
    line.addVerbatim("item_completed");
  }

  private static @Nullable Boolean ok(JsonValue event) {
    Boolean success = event.get("success").bool();
    if (success != null) {
      return success;
    }
    JsonValue result = event.get("result");
    if (result.isObject()) {
      return !result.has("Err") && !result.at("Ok", "isError").isTrue();
    }
    return CodexOutput.isSuccess(event.get("exit_code").integer());
  }

  private boolean standsAlone(CodexLine line, String callId, String kind, JsonValue event) {
    ToolCall call = switch (kind) {
      case "exec_command_end" ->
        new ToolCall(
            callId,
            event.get("source").is("user_shell") ? "user_shell" : "exec_command",
            event.get("command").raw());
      case "mcp_tool_call_end" ->
        new ToolCall(
            callId,
            mcpName(event.get("invocation")),
            event.at("invocation", "arguments").raw());
      case "patch_apply_end" ->
        new ToolCall(callId, "apply_patch", event.get("changes").raw());
      case "dynamic_tool_call_response" ->
        new ToolCall(
            callId,
            name(event.get("namespace").text(""), event.get("tool").text("tool")),
            event.get("arguments").raw());
      case "web_search_end" ->
        new ToolCall(callId, "web_search", event.get("action").raw());
      default -> null;
    };
    if (call == null) {
      return false;
    }
    line.add(call);
    known.add(callId);
    line.add(result(callId, kind, event));
    return true;
  }

  private static ToolResult result(String callId, String kind, JsonValue event) {
    ToolResultBuilder result = ToolResult.builder()
        .callId(callId)
        .ok(ok(event))
        .exitCode(event.get("exit_code").integer())
        .durationMs(CodexOutput.millis(event.get("duration")));
    switch (kind) {
      case "mcp_tool_call_end" -> {
        JsonValue answer = event.get("result");
        String error = answer.get("Err").text();
        result
            .output(CodexOutput.words(answer.at("Ok", "content")))
            .error(error == null ? null : new ErrorInfo("tool_error", error))
            .data(answer.json());
      }
      case "dynamic_tool_call_response" ->
        result
            .output(CodexOutput.words(event.get("content_items")))
            .error(error(event))
            .data(event.get("content_items").json());
      case "web_search_end" -> result.ok(true).data(event.get("results").json());
      default -> result.output(printed(event)).data(event.json());
    }
    return result.build();
  }

  private static @Nullable ErrorInfo error(JsonValue event) {
    String error = event.get("error").text();
    return error == null ? null : new ErrorInfo("tool_error", error);
  }

  private static String printed(JsonValue event) {
    String all = event.get("aggregated_output").text();
    return all == null ? event.get("stdout").text("") + event.get("stderr").text("") : all;
  }

  private static String mcpName(JsonValue invocation) {
    return name(invocation.get("server").text(""), invocation.get("tool").text("tool"));
  }

  /** Returns the name of a tool within a name space. */
  static String name(String space, String name) {
    if (space.isEmpty()) {
      return name;
    }
    return space.endsWith("__") ? space + name : space + "." + name;
  }

  /** Adds the results of calls that ended and had no output. */
  void settle(ImportTarget target) {
    for (Iterator<Map.Entry<String, Open>> all = open.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<String, Open> each = all.next();
      Open call = each.getValue();
      if (call.isEnded) {
        target.add(
            ToolResult.builder()
                .callId(each.getKey())
                .ok(call.ok)
                .exitCode(call.exitCode)
                .durationMs(call.durationMs)
                .build(),
            null,
            null);
        all.remove();
      }
    }
  }

  /** Adds a call that has its answer with it. */
  void answered(CodexLine line, String callId, String name, String arguments, @Nullable Json data) {
    line.add(new ToolCall(callId, name, arguments));
    known.add(callId);
    String status = line.payload().get("status").text("completed");
    if (status.equals("in_progress")) {
      open.put(callId, new Open());
      return;
    }
    line.add(ToolResult.builder()
        .callId(callId)
        .ok(status.equals("completed"))
        .data(data)
        .build());
  }
}
