package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * The end of a tool's run.
 *
 * @param loopId the loop
 * @param toolCallId the call
 * @param toolName the tool
 * @param result the tool's output
 * @param isError true if it failed
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

  /**
   * Returns a builder of one, which says what is required. {@link ToolExecutionEndBuilder#of} makes
   * one of a record.
   */
  public static ToolExecutionEndBuilder builder() {
    return new ToolExecutionEndBuilder();
  }

  /** Creates the end of a run without a child loop. */
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
