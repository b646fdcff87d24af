package dev.daybook.event;

/**
 * A workflow ended.
 *
 * @param status how
 * @param durationMs how long it took, in milliseconds
 */
public record WorkflowEnded(WorkflowStatus status, long durationMs) implements StandardEvent {
  public WorkflowEnded {
    Check.present(status, WorkflowEnded.class, "status");
    Check.atLeast(0, durationMs, WorkflowEnded.class, "duration_ms");
  }
}
