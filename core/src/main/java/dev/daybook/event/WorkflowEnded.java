package dev.daybook.event;

/**
 * The end of a workflow.
 *
 * @param status the way it ended
 * @param durationMs the duration of the workflow, in milliseconds
 */
public record WorkflowEnded(WorkflowStatus status, long durationMs) implements StandardEvent {
  public WorkflowEnded {
    Check.present(status, WorkflowEnded.class, "status");
    Check.atLeast(0, durationMs, WorkflowEnded.class, "duration_ms");
  }
}
