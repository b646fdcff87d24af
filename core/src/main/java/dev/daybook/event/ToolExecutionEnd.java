package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A tool ended.
 *
 * @param loopId the loop
 * @param toolCallId the call
 * @param toolName the tool
 * @param result what it gave
 * @param isError whether it failed
 * @param childLoopId the loop that did the work; {@link ToolOutput#childLoopId} is what counts
 */
public record ToolExecutionEnd(
    String loopId,
    String toolCallId,
    String toolName,
    ToolOutput result,
    boolean isError,
    @Nullable String childLoopId)
    implements LoopEvent {

  /** A tool that ended, with nothing said of a child. */
  public ToolExecutionEnd(
      String loopId, String toolCallId, String toolName, ToolOutput result, boolean isError) {
    this(loopId, toolCallId, toolName, result, isError, null);
  }

  public ToolExecutionEnd {
    Check.present(loopId, ToolExecutionEnd.class, "loop_id");
    Check.present(toolCallId, ToolExecutionEnd.class, "tool_call_id");
    Check.present(toolName, ToolExecutionEnd.class, "tool_name");
    Check.present(result, ToolExecutionEnd.class, "result");
  }
}
