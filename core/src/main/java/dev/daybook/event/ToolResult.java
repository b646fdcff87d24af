package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * The result of a tool.
 *
 * @param callId the {@link ToolCall#callId()} that this answers
 * @param ok true if the tool did what was asked; null if its runner does not report that
 * @param output the text it printed or returned, any Unicode
 * @param error the failure, if there was one
 * @param durationMs the duration of its run, in milliseconds
 * @param exitCode the exit code of a shell command; one that is not 0 makes no error
 * @param name the tool's name
 * @param arguments the arguments that it ran with, as in {@link ToolCall#arguments()}
 * @param toolKind the kind of tool
 * @param data the value it returned, where that is not text
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

  /**
   * Returns a builder of one, which says what is required. {@link ToolResultBuilder#of} makes one
   * of a record.
   */
  public static ToolResultBuilder builder() {
    return new ToolResultBuilder();
  }

  /** Creates a result without facts about the tool's run. */
  public ToolResult(
      String callId, @Nullable Boolean ok, @Nullable String output, @Nullable ErrorInfo error) {
    this(callId, ok, output, error, null, null, null, null, null, null);
  }

  /** Returns the result of a tool that did what was asked. */
  public static ToolResult ok(String callId, String output) {
    return new ToolResult(callId, true, output, null);
  }

  /** Returns the result of a tool that failed. */
  public static ToolResult failed(String callId, ErrorInfo error) {
    return new ToolResult(callId, false, null, error);
  }

  public ToolResult {
    Check.present(callId, ToolResult.class, "call_id");
    Check.notNegative(durationMs, ToolResult.class, "duration_ms");
  }
}
