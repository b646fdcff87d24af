package dev.daybook.agent;

import dev.daybook.event.ErrorInfo;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.InferenceFailed;
import dev.daybook.event.Message;
import dev.daybook.event.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of a model that was started. The caller reports one answer or one failure. Any thread. */
public final class ModelCall {

  private final AgentRecorder recorder;
  private final String model;
  private final long startNanos = System.nanoTime();

  ModelCall(AgentRecorder recorder, String model) {
    this.recorder = recorder;
    this.model = model;
  }

  /** Records the model's answer, at unknown cost. */
  public void answered(Message answer) {
    recorder.record(completed(answer, null, null));
  }

  /**
   * Records the model's answer and its cost.
   *
   * @param answer the answer, with the tools that it asks for, and the proofs of its thoughts
   * @param usage its cost; counts other than tokens read and written are recorded only in the sum
   *     at the agent's end
   */
  public void answered(Message answer, Usage usage) {
    recorder.record(completed(answer, usage.input(), usage.output()));
    recorder.used(usage);
  }

  /** Records that the model did not answer; a further try is another call. */
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
