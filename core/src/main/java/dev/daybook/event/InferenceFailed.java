package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of a model that got no answer.
 *
 * @param durationMs the duration of the call, in milliseconds
 * @param error the failure
 * @param inputMessages the conversation it was given; empty where it is the history so far
 * @param model the model
 * @param settings the settings of the call
 */
public record InferenceFailed(
    long durationMs,
    ErrorInfo error,
    List<Message> inputMessages,
    @Nullable String model,
    @Nullable InferenceSettings settings)
    implements StandardEvent {

  /**
   * Returns a builder of one, which says what is required. {@link InferenceFailedBuilder#of} makes
   * one of a record.
   */
  public static InferenceFailedBuilder builder() {
    return new InferenceFailedBuilder();
  }

  /** Creates a failure on the history so far, of which nothing else is known. */
  public InferenceFailed(long durationMs, ErrorInfo error) {
    this(durationMs, error, List.of());
  }

  /** Creates a failure on the given messages, of which nothing else is known. */
  public InferenceFailed(long durationMs, ErrorInfo error, List<Message> inputMessages) {
    this(durationMs, error, inputMessages, null, null);
  }

  public InferenceFailed {
    Check.atLeast(0, durationMs, InferenceFailed.class, "duration_ms");
    Check.present(error, InferenceFailed.class, "error");
    inputMessages = Check.list(inputMessages, InferenceFailed.class, "input_messages");
  }
}
