package dev.daybook.event;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A tool returned.
 *
 * @param callId the {@link ToolCall#callId()} that this answers
 * @param ok whether the tool did what was asked; null when its runner does not tell
 * @param output what it printed or returned, any Unicode
 * @param error what went wrong, when something did
 */
public record ToolResult(
    String callId,
    @Nullable Boolean ok,
    @Nullable String output,
    @Nullable ErrorInfo error) implements StandardEvent {
  public ToolResult {
    requireNonNull(callId, "callId");
  }

  /** The tool did what was asked. */
  public static ToolResult ok(String callId, String output) {
    return new ToolResult(callId, true, output, null);
  }

  /** The tool failed. */
  public static ToolResult failed(String callId, ErrorInfo error) {
    return new ToolResult(callId, false, null, error);
  }
}
