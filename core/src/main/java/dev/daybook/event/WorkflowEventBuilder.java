// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The builder of {@link WorkflowEvent} records. Required: {@code kind}. */
public final class WorkflowEventBuilder {

  private @Nullable WorkflowEventKind kind;
  private @Nullable String workflowId;
  private @Nullable String stepId;
  private @Nullable String checkpointStatus;
  private @Nullable Boolean dependentSafe;
  private @Nullable String status;
  private List<String> safeNextActions = List.of();
  private @Nullable Json details;

  WorkflowEventBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static WorkflowEventBuilder of(WorkflowEvent record) {
    WorkflowEventBuilder builder = new WorkflowEventBuilder();
    builder.kind = record.kind();
    builder.workflowId = record.workflowId();
    builder.stepId = record.stepId();
    builder.checkpointStatus = record.checkpointStatus();
    builder.dependentSafe = record.dependentSafe();
    builder.status = record.status();
    builder.safeNextActions = record.safeNextActions();
    builder.details = record.details();
    return builder;
  }

  /** Sets the kind of step or decision. */
  public WorkflowEventBuilder kind(WorkflowEventKind kind) {
    this.kind = kind;
    return this;
  }

  /** Sets the workflow. */
  public WorkflowEventBuilder workflowId(@Nullable String workflowId) {
    this.workflowId = workflowId;
    return this;
  }

  /** Sets the step. */
  public WorkflowEventBuilder stepId(@Nullable String stepId) {
    this.stepId = stepId;
    return this;
  }

  /** Sets the finding at a checkpoint. */
  public WorkflowEventBuilder checkpointStatus(@Nullable String checkpointStatus) {
    this.checkpointStatus = checkpointStatus;
    return this;
  }

  /** Sets true if the steps after it may begin. */
  public WorkflowEventBuilder dependentSafe(@Nullable Boolean dependentSafe) {
    this.dependentSafe = dependentSafe;
    return this;
  }

  /** Sets its progress. */
  public WorkflowEventBuilder status(@Nullable String status) {
    this.status = status;
    return this;
  }

  /** Sets the actions that are possible now. */
  public WorkflowEventBuilder safeNextActions(List<String> safeNextActions) {
    this.safeNextActions = safeNextActions;
    return this;
  }

  /** Sets further facts. */
  public WorkflowEventBuilder details(@Nullable Json details) {
    this.details = details;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public WorkflowEvent build() {
    return new WorkflowEvent(
        Check.present(kind, WorkflowEvent.class, "kind"),
        workflowId,
        stepId,
        checkpointStatus,
        dependentSafe,
        status,
        safeNextActions,
        details);
  }
}
