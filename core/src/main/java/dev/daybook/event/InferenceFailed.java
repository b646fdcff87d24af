package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model was called and did not answer.
 *
 * @param durationMs how long it took, in milliseconds
 * @param error what went wrong
 * @param inputMessages the conversation it was given; empty where it is what the history so far
 *     says
 * @param model the model
 * @param settings how it was asked to work
 */
public record InferenceFailed(
    long durationMs,
    ErrorInfo error,
    List<Message> inputMessages,
    @Nullable String model,
    @Nullable InferenceSettings settings)
    implements StandardEvent {

  /** A failure on the history so far, and nothing else known. */
  public InferenceFailed(long durationMs, ErrorInfo error) {
    this(durationMs, error, List.of());
  }

  /** A failure, and nothing else known. */
  public InferenceFailed(long durationMs, ErrorInfo error, List<Message> inputMessages) {
    this(durationMs, error, inputMessages, null, null);
  }

  public InferenceFailed {
    Check.atLeast(0, durationMs, InferenceFailed.class, "duration_ms");
    Check.present(error, InferenceFailed.class, "error");
    inputMessages = Check.list(inputMessages, InferenceFailed.class, "input_messages");
  }
}
