package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * Somebody was asked whether a tool may run.
 *
 * @param decision what they said
 * @param callId the call
 * @param toolName the tool
 * @param description what they were asked
 * @param details anything more
 */
public record PermissionDecision(
    Decision decision,
    @Nullable String callId,
    @Nullable String toolName,
    @Nullable String description,
    @Nullable Json details)
    implements StandardEvent {
  public PermissionDecision {
    Check.present(decision, PermissionDecision.class, "decision");
  }
}
