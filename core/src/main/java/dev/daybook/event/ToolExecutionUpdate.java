package dev.daybook.event;

/**
 * An interim report of a tool at work.
 *
 * @param loopId the loop
 * @param toolCallId the call
 * @param toolName the tool
 * @param partialResult its output so far
 */
public record ToolExecutionUpdate(
    String loopId, String toolCallId, String toolName, ToolOutput partialResult)
    implements LoopEvent {
  public ToolExecutionUpdate {
    Check.present(loopId, ToolExecutionUpdate.class, "loop_id");
    Check.present(toolCallId, ToolExecutionUpdate.class, "tool_call_id");
    Check.present(toolName, ToolExecutionUpdate.class, "tool_name");
    Check.present(partialResult, ToolExecutionUpdate.class, "partial_result");
  }
}
