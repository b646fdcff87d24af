package dev.daybook.event;

/**
 * The kind of a workflow's step or decision.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record WorkflowEventKind(String wireName) implements OpenEnum {
  public static final WorkflowEventKind WORKFLOW_STARTED =
      new WorkflowEventKind("workflow_started");
  public static final WorkflowEventKind STEP_SCHEDULED = new WorkflowEventKind("step_scheduled");
  public static final WorkflowEventKind CHECKPOINT_DECIDED =
      new WorkflowEventKind("checkpoint_decided");
  public static final WorkflowEventKind STEP_HELD = new WorkflowEventKind("step_held");
  public static final WorkflowEventKind WORKFLOW_FINISHED =
      new WorkflowEventKind("workflow_finished");

  public WorkflowEventKind {
    Check.present(wireName, WorkflowEventKind.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
