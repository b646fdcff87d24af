package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * An answer to the question whether a tool may run.
 *
 * @param decision the answer
 * @param callId the call
 * @param toolName the tool
 * @param description the question
 * @param details further facts
 */
public record PermissionDecision(
    Decision decision,
    @Nullable String callId,
    @Nullable String toolName,
    @Nullable String description,
    @Nullable Json details)
    implements StandardEvent {

  /**
   * Returns a builder of one, which says what is required. {@link PermissionDecisionBuilder#of}
   * makes one of a record.
   */
  public static PermissionDecisionBuilder builder() {
    return new PermissionDecisionBuilder();
  }

  public PermissionDecision {
    Check.present(decision, PermissionDecision.class, "decision");
  }
}
