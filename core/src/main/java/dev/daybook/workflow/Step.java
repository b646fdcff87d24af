package dev.daybook.workflow;

import dev.daybook.event.StepCompleted;
import dev.daybook.event.StepFailed;
import dev.daybook.event.StepOutput;
import dev.daybook.event.StepStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step that was started. Any thread. Its methods are as those of {@link WorkflowRecorder}: they
 * do not wait for the disk, and what cannot be recorded is counted there and stops nothing. They
 * record what they are told in that order, so that lines may still arrive after the end, and a step
 * may fail several times before it is completed.
 */
public final class Step {

  private final WorkflowRecorder recorder;
  private final String name;
  private final long startNanos;

  Step(WorkflowRecorder recorder, String name) {
    this.recorder = recorder;
    this.name = name;
    this.startNanos = recorder.nanoTime();
  }

  /** The step's name. */
  public String name() {
    return name;
  }

  /**
   * It printed a line.
   *
   * @param line without its line end
   */
  public void output(StepStream stream, String line) {
    recorder.record(new StepOutput(name, stream, line));
  }

  /**
   * It ended well; the time since it was started is recorded with it.
   *
   * @param savedVars the names of the variables that it set
   */
  public void completed(long exitCode, List<String> savedVars) {
    recorder.record(new StepCompleted(name, exitCode, recorder.millisSince(startNanos), savedVars));
  }

  /**
   * It ended badly, and may be tried again.
   *
   * @param exitCode null if it had none
   * @param attempt how many times it was tried, from 1
   * @param error what went wrong
   */
  public void failed(@Nullable Long exitCode, long attempt, String error) {
    recorder.record(new StepFailed(name, exitCode, attempt, error));
  }

  @Override
  public String toString() {
    return "Step[" + name + "]";
  }
}
