package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * The start of a step.
 *
 * @param stepName the step
 * @param tierIndex its tier, from 0
 * @param agentSessionId the session of the agent that does it
 * @param agentCommand the command to the agent
 * @param model the model
 * @param promptPreview the beginning of its prompt
 */
public record StepStarted(
    String stepName,
    long tierIndex,
    @Nullable String agentSessionId,
    @Nullable AgentCommand agentCommand,
    @Nullable String model,
    @Nullable String promptPreview)
    implements StandardEvent {

  /**
   * Returns a builder of one, which says what is required. {@link StepStartedBuilder#of} makes one
   * of a record.
   */
  public static StepStartedBuilder builder() {
    return new StepStartedBuilder();
  }

  public StepStarted {
    Check.present(stepName, StepStarted.class, "step_name");
    Check.atLeast(0, tierIndex, StepStarted.class, "tier_index");
  }
}
