package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A step begins.
 *
 * @param stepName the step
 * @param tierIndex its tier, from 0
 * @param agentSessionId the agent's session that does it
 * @param agentCommand what the agent is to do
 * @param model the model
 * @param promptPreview how its prompt begins
 */
public record StepStarted(
    String stepName,
    long tierIndex,
    @Nullable String agentSessionId,
    @Nullable AgentCommand agentCommand,
    @Nullable String model,
    @Nullable String promptPreview)
    implements StandardEvent {
  public StepStarted {
    Check.present(stepName, StepStarted.class, "step_name");
    Check.atLeast(0, tierIndex, StepStarted.class, "tier_index");
  }
}
