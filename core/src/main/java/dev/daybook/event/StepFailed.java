package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A step ended badly.
 *
 * @param stepName the step
 * @param exitCode its exit code, if it had one
 * @param attempt how many times it was tried
 * @param error what went wrong
 */
public record StepFailed(String stepName, @Nullable Long exitCode, long attempt, String error)
    implements StandardEvent {
  public StepFailed {
    Check.present(stepName, StepFailed.class, "step_name");
    Check.atLeast(0, attempt, StepFailed.class, "attempt");
    Check.present(error, StepFailed.class, "error");
  }
}
