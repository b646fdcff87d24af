package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * The failure of a step.
 *
 * @param stepName the step
 * @param exitCode its exit code, if it had one
 * @param attempt the number of times it was tried
 * @param error the error's message
 */
public record StepFailed(String stepName, @Nullable Long exitCode, long attempt, String error)
    implements StandardEvent {
  public StepFailed {
    Check.present(stepName, StepFailed.class, "step_name");
    Check.atLeast(0, attempt, StepFailed.class, "attempt");
    Check.present(error, StepFailed.class, "error");
  }
}
