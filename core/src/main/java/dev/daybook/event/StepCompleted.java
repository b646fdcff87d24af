package dev.daybook.event;

import java.util.List;

/**
 * The successful end of a step.
 *
 * @param stepName the step
 * @param exitCode its exit code
 * @param durationMs the duration of the step, in milliseconds
 * @param savedVars the names of the variables that it set
 */
public record StepCompleted(String stepName, long exitCode, long durationMs, List<String> savedVars)
    implements StandardEvent {
  public StepCompleted {
    Check.present(stepName, StepCompleted.class, "step_name");
    Check.atLeast(0, durationMs, StepCompleted.class, "duration_ms");
    savedVars = Check.list(savedVars, StepCompleted.class, "saved_vars");
  }
}
