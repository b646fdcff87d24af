package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A refusal of a hook to let a tool run. It answers the tool's call as a {@link ToolResult} does.
 *
 * @param callId the {@link ToolCall#callId()} that this answers
 * @param hookName the hook
 * @param reason the reason for the refusal
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

  /**
   * Returns a builder of one, which says what is required. {@link ToolBlockedBuilder#of} makes one
   * of a record.
   */
  public static ToolBlockedBuilder builder() {
    return new ToolBlockedBuilder();
  }

  /** Creates a refusal without the tool's name and arguments. */
  public ToolBlocked(String callId, String hookName, String reason) {
    this(callId, hookName, reason, null, null);
  }

  public ToolBlocked {
    Check.present(callId, ToolBlocked.class, "call_id");
    Check.present(hookName, ToolBlocked.class, "hook_name");
    Check.present(reason, ToolBlocked.class, "reason");
  }
}
