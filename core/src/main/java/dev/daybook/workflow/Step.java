package dev.daybook.workflow;

import dev.daybook.event.StepCompleted;
import dev.daybook.event.StepFailed;
import dev.daybook.event.StepOutput;
import dev.daybook.event.StepStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step that was started. Any thread. Its methods are as those of {@link WorkflowRecorder}: they
 * do not wait for the disk, and an event that cannot be recorded is counted there and stops
 * nothing. They record in the order of the calls. Lines may still arrive after the end, and a step
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

  /** Returns the step's name. */
  public String name() {
    return name;
  }

  /**
   * Records a line that the step printed.
   *
   * @param line the line, without its line end
   */
  public void output(StepStream stream, String line) {
    recorder.record(new StepOutput(name, stream, line));
  }

  /**
   * Records that the step ended well, with the time since it was started.
   *
   * @param savedVars the names of the variables that it set
   */
  public void completed(long exitCode, List<String> savedVars) {
    recorder.record(new StepCompleted(name, exitCode, recorder.millisSince(startNanos), savedVars));
  }

  /**
   * Records that the step ended badly; it may be tried again.
   *
   * @param exitCode the exit code; null if it had none
   * @param attempt the number of times it was tried, from 1
   * @param error the error's message
   */
  public void failed(@Nullable Long exitCode, long attempt, String error) {
    recorder.record(new StepFailed(name, exitCode, attempt, error));
  }

  @Override
  public String toString() {
    return "Step[" + name + "]";
  }
}
