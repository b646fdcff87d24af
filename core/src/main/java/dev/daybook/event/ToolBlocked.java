package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A hook did not let a tool run. Answers its call as a {@link ToolResult} does.
 *
 * @param callId the {@link ToolCall#callId()} that this answers
 * @param hookName the hook
 * @param reason why
 * @param name the tool's name
 * @param arguments the arguments that it was called with
 */
public record ToolBlocked(
    String callId,
    String hookName,
    String reason,
    @Nullable String name,
    @Nullable String arguments)
    implements StandardEvent {

  /** A hook, a call and a reason. */
  public ToolBlocked(String callId, String hookName, String reason) {
    this(callId, hookName, reason, null, null);
  }

  public ToolBlocked {
    Check.present(callId, ToolBlocked.class, "call_id");
    Check.present(hookName, ToolBlocked.class, "hook_name");
    Check.present(reason, ToolBlocked.class, "reason");
  }
}
