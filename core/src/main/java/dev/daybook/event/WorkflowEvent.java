package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step or decision in a workflow of an agent's own.
 *
 * @param kind the kind of step or decision
 * @param workflowId the workflow
 * @param stepId the step
 * @param checkpointStatus the finding at a checkpoint
 * @param dependentSafe true if the steps after it may begin
 * @param status its progress
 * @param safeNextActions the actions that are possible now
 * @param details further facts
 */
public record WorkflowEvent(
    WorkflowEventKind kind,
    @Nullable String workflowId,
    @Nullable String stepId,
    @Nullable String checkpointStatus,
    @Nullable Boolean dependentSafe,
    @Nullable String status,
    List<String> safeNextActions,
    @Nullable Json details)
    implements StandardEvent {

  /**
   * Returns a builder of one, which says what is required. {@link WorkflowEventBuilder#of} makes
   * one of a record.
   */
  public static WorkflowEventBuilder builder() {
    return new WorkflowEventBuilder();
  }

  public WorkflowEvent {
    Check.present(kind, WorkflowEvent.class, "kind");
    safeNextActions = Check.list(safeNextActions, WorkflowEvent.class, "safe_next_actions");
  }
}
