package dev.daybook.event;

/**
 * A step printed a line.
 *
 * @param stepName the step
 * @param stream where
 * @param line what, without its line end
 */
public record StepOutput(String stepName, StepStream stream, String line) implements StandardEvent {
  public StepOutput {
    Check.present(stepName, StepOutput.class, "step_name");
    Check.present(stream, StepOutput.class, "stream");
    Check.present(line, StepOutput.class, "line");
  }
}
