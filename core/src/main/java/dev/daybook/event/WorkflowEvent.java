package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workflow of an agent's own made a step or decided something.
 *
 * @param kind what
 * @param workflowId the workflow
 * @param stepId the step
 * @param checkpointStatus what was found at a checkpoint
 * @param dependentSafe whether the steps after it may begin
 * @param status how far it is
 * @param safeNextActions what can be done
 * @param details anything more
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
  public WorkflowEvent {
    Check.present(kind, WorkflowEvent.class, "kind");
    safeNextActions = Check.list(safeNextActions, WorkflowEvent.class, "safe_next_actions");
  }
}
