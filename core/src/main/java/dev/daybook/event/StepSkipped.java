package dev.daybook.event;

/**
 * A step was not done.
 *
 * @param stepName the step
 * @param reason why
 */
public record StepSkipped(String stepName, String reason) implements StandardEvent {
  public StepSkipped {
    Check.present(stepName, StepSkipped.class, "step_name");
    Check.present(reason, StepSkipped.class, "reason");
  }
}
