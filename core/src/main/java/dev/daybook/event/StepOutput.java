package dev.daybook.event;

/**
 * A line that a step printed.
 *
 * @param stepName the step
 * @param stream the stream that it was printed to
 * @param line the line, without its line end
 */
public record StepOutput(String stepName, StepStream stream, String line) implements StandardEvent {
  public StepOutput {
    Check.present(stepName, StepOutput.class, "step_name");
    Check.present(stream, StepOutput.class, "stream");
    Check.present(line, StepOutput.class, "line");
  }
}
