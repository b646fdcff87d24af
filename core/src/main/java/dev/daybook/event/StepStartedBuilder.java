// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import org.jspecify.annotations.Nullable;

/** The builder of {@link StepStarted} records. Required: {@code stepName}, {@code tierIndex}. */
public final class StepStartedBuilder {

  private @Nullable String stepName;
  private @Nullable Long tierIndex;
  private @Nullable String agentSessionId;
  private @Nullable AgentCommand agentCommand;
  private @Nullable String model;
  private @Nullable String promptPreview;

  StepStartedBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static StepStartedBuilder of(StepStarted record) {
    StepStartedBuilder builder = new StepStartedBuilder();
    builder.stepName = record.stepName();
    builder.tierIndex = record.tierIndex();
    builder.agentSessionId = record.agentSessionId();
    builder.agentCommand = record.agentCommand();
    builder.model = record.model();
    builder.promptPreview = record.promptPreview();
    return builder;
  }

  /** Sets the step. */
  public StepStartedBuilder stepName(String stepName) {
    this.stepName = stepName;
    return this;
  }

  /** Sets its tier, from 0. */
  public StepStartedBuilder tierIndex(long tierIndex) {
    this.tierIndex = tierIndex;
    return this;
  }

  /** Sets the session of the agent that does it. */
  public StepStartedBuilder agentSessionId(@Nullable String agentSessionId) {
    this.agentSessionId = agentSessionId;
    return this;
  }

  /** Sets the command to the agent. */
  public StepStartedBuilder agentCommand(@Nullable AgentCommand agentCommand) {
    this.agentCommand = agentCommand;
    return this;
  }

  /** Sets the model. */
  public StepStartedBuilder model(@Nullable String model) {
    this.model = model;
    return this;
  }

  /** Sets the beginning of its prompt. */
  public StepStartedBuilder promptPreview(@Nullable String promptPreview) {
    this.promptPreview = promptPreview;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public StepStarted build() {
    return new StepStarted(
        Check.present(stepName, StepStarted.class, "step_name"),
        Check.present(tierIndex, StepStarted.class, "tier_index"),
        agentSessionId,
        agentCommand,
        model,
        promptPreview);
  }
}
