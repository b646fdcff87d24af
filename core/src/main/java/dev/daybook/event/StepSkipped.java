package dev.daybook.event;

/**
 * A step that was not done.
 *
 * @param stepName the step
 * @param reason the reason
 */
public record StepSkipped(String stepName, String reason) implements StandardEvent {
  public StepSkipped {
    Check.present(stepName, StepSkipped.class, "step_name");
    Check.present(reason, StepSkipped.class, "reason");
  }
}
