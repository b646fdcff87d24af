package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * The start of a workflow: steps in tiers, each step an agent's session.
 *
 * @param workflowName its name
 * @param workflowPath its file
 * @param tierCount the number of its tiers
 * @param workspacePath the folder where it keeps its state
 * @param cwd the folder it works in
 * @param prompt the prompt that it was given
 */
public record WorkflowStarted(
    String workflowName,
    String workflowPath,
    long tierCount,
    @Nullable String workspacePath,
    @Nullable String cwd,
    @Nullable String prompt)
    implements StandardEvent {

  /**
   * Returns a builder of one, which says what is required. {@link WorkflowStartedBuilder#of} makes
   * one of a record.
   */
  public static WorkflowStartedBuilder builder() {
    return new WorkflowStartedBuilder();
  }

  public WorkflowStarted {
    Check.present(workflowName, WorkflowStarted.class, "workflow_name");
    Check.present(workflowPath, WorkflowStarted.class, "workflow_path");
    Check.atLeast(0, tierCount, WorkflowStarted.class, "tier_count");
  }
}
