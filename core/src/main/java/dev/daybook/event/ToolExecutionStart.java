package dev.daybook.event;

/**
 * The start of a tool's run.
 *
 * @param loopId the loop
 * @param toolCallId the call
 * @param toolName the tool
 * @param args its arguments
 */
public record ToolExecutionStart(String loopId, String toolCallId, String toolName, Json args)
    implements LoopEvent {
  public ToolExecutionStart {
    Check.present(loopId, ToolExecutionStart.class, "loop_id");
    Check.present(toolCallId, ToolExecutionStart.class, "tool_call_id");
    Check.present(toolName, ToolExecutionStart.class, "tool_name");
    Check.present(args, ToolExecutionStart.class, "args");
  }
}
