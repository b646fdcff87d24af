package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A tool returned.
 *
 * @param callId the {@link ToolCall#callId()} that this answers
 * @param ok whether the tool did what was asked; null when its runner does not tell
 * @param output what it printed or returned, any Unicode
 * @param error what went wrong, when something did
 * @param durationMs how long it took, in milliseconds
 * @param exitCode the exit code of a shell command; one that is not 0 makes no error
 * @param name the tool's name
 * @param arguments the arguments that it ran with, as in {@link ToolCall#arguments()}
 * @param toolKind what the tool does
 * @param data what it returned, where that is not text
 */
public record ToolResult(
    String callId,
    @Nullable Boolean ok,
    @Nullable String output,
    @Nullable ErrorInfo error,
    @Nullable Long durationMs,
    @Nullable Long exitCode,
    @Nullable String name,
    @Nullable String arguments,
    @Nullable ToolKind toolKind,
    @Nullable Json data)
    implements StandardEvent {

  /** A result, with nothing said of how the tool ran. */
  public ToolResult(
      String callId, @Nullable Boolean ok, @Nullable String output, @Nullable ErrorInfo error) {
    this(callId, ok, output, error, null, null, null, null, null, null);
  }

  /** The tool did what was asked. */
  public static ToolResult ok(String callId, String output) {
    return new ToolResult(callId, true, output, null);
  }

  /** The tool failed. */
  public static ToolResult failed(String callId, ErrorInfo error) {
    return new ToolResult(callId, false, null, error);
  }

  public ToolResult {
    Check.present(callId, ToolResult.class, "call_id");
    Check.notNegative(durationMs, ToolResult.class, "duration_ms");
  }
}
