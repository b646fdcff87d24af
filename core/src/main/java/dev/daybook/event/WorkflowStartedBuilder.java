// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import org.jspecify.annotations.Nullable;

/**
 * The builder of {@link WorkflowStarted} records. Required: {@code workflowName}, {@code
 * workflowPath}, {@code tierCount}.
 */
public final class WorkflowStartedBuilder {

  private @Nullable String workflowName;
  private @Nullable String workflowPath;
  private @Nullable Long tierCount;
  private @Nullable String workspacePath;
  private @Nullable String cwd;
  private @Nullable String prompt;

  WorkflowStartedBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static WorkflowStartedBuilder of(WorkflowStarted record) {
    WorkflowStartedBuilder builder = new WorkflowStartedBuilder();
    builder.workflowName = record.workflowName();
    builder.workflowPath = record.workflowPath();
    builder.tierCount = record.tierCount();
    builder.workspacePath = record.workspacePath();
    builder.cwd = record.cwd();
    builder.prompt = record.prompt();
    return builder;
  }

  /** Sets its name. */
  public WorkflowStartedBuilder workflowName(String workflowName) {
    this.workflowName = workflowName;
    return this;
  }

  /** Sets its file. */
  public WorkflowStartedBuilder workflowPath(String workflowPath) {
    this.workflowPath = workflowPath;
    return this;
  }

  /** Sets the number of its tiers. */
  public WorkflowStartedBuilder tierCount(long tierCount) {
    this.tierCount = tierCount;
    return this;
  }

  /** Sets the folder where it keeps its state. */
  public WorkflowStartedBuilder workspacePath(@Nullable String workspacePath) {
    this.workspacePath = workspacePath;
    return this;
  }

  /** Sets the folder it works in. */
  public WorkflowStartedBuilder cwd(@Nullable String cwd) {
    this.cwd = cwd;
    return this;
  }

  /** Sets the prompt that it was given. */
  public WorkflowStartedBuilder prompt(@Nullable String prompt) {
    this.prompt = prompt;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public WorkflowStarted build() {
    return new WorkflowStarted(
        Check.present(workflowName, WorkflowStarted.class, "workflow_name"),
        Check.present(workflowPath, WorkflowStarted.class, "workflow_path"),
        Check.present(tierCount, WorkflowStarted.class, "tier_count"),
        workspacePath,
        cwd,
        prompt);
  }
}
