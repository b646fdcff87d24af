package dev.daybook.agent;

import dev.daybook.event.ErrorInfo;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.InferenceFailed;
import dev.daybook.event.Message;
import dev.daybook.event.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of a model that was started. Report one answer or one failure. Any thread. */
public final class ModelCall {

  private final AgentRecorder recorder;
  private final String model;
  private final long startNanos = System.nanoTime();

  ModelCall(AgentRecorder recorder, String model) {
    this.recorder = recorder;
    this.model = model;
  }

  /** The model answered; nothing is known of its cost. */
  public void answered(Message answer) {
    recorder.record(completed(answer, null, null));
  }

  /**
   * The model answered.
   *
   * @param answer what it said, with the tools that it asks for, and the proofs of its thoughts
   * @param usage what it cost; of what is more than read and written the end of the agent has the
   *     sum
   */
  public void answered(Message answer, Usage usage) {
    recorder.record(completed(answer, usage.input(), usage.output()));
    recorder.used(usage);
  }

  /** The model did not answer; a further try is another call. */
  public void failed(ErrorInfo error) {
    recorder.record(new InferenceFailed(millis(), error, List.of(), model, null));
  }

  private InferenceCompleted completed(
      Message answer, @Nullable Long input, @Nullable Long output) {
    return new InferenceCompleted(
        millis(), answer, List.of(), null, model, answer.stopReason(), input, output, null);
  }

  private long millis() {
    return (System.nanoTime() - startNanos) / 1_000_000;
  }
}
