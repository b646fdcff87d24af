package dev.daybook.event;

/**
 * A tool's report of its progress.
 *
 * @param loopId the loop, or empty
 * @param toolCallId the call
 * @param toolName the tool
 * @param text the report, for people
 */
public record ProgressMessage(String loopId, String toolCallId, String toolName, String text)
    implements LoopEvent {
  public ProgressMessage {
    Check.present(loopId, ProgressMessage.class, "loop_id");
    Check.present(toolCallId, ProgressMessage.class, "tool_call_id");
    Check.present(toolName, ProgressMessage.class, "tool_name");
    Check.present(text, ProgressMessage.class, "text");
  }
}
