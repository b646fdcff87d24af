package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model answered. With input messages it is a snapshot, the whole conversation up to and with the
 * answer: replay begins here and does not look further back. Without them it was given the history
 * as the session's entries tell it so far. A snapshot each time makes the file grow with the square
 * of the conversation; one in fifty turns is plenty, and none is needed.
 *
 * @param durationMs how long it took, in milliseconds
 * @param message the answer
 * @param inputMessages the conversation before it, without the system prompt; empty, and then not
 *     in the file, where it is what the history so far says
 * @param responseId the answer's identifier at its provider
 * @param responseModel the model that really answered
 * @param stopReason why it stopped
 * @param inputTokens tokens that it read
 * @param outputTokens tokens that it wrote
 * @param settings how it was asked to work
 */
public record InferenceCompleted(
    long durationMs,
    Message message,
    List<Message> inputMessages,
    @Nullable String responseId,
    @Nullable String responseModel,
    @Nullable StopReason stopReason,
    @Nullable Long inputTokens,
    @Nullable Long outputTokens,
    @Nullable InferenceSettings settings)
    implements StandardEvent {

  /** An answer to the history so far, and nothing else known. */
  public InferenceCompleted(long durationMs, Message message) {
    this(durationMs, message, List.of());
  }

  /** An answer and what it answers, and nothing else known. */
  public InferenceCompleted(long durationMs, Message message, List<Message> inputMessages) {
    this(durationMs, message, inputMessages, null, null, null, null, null, null);
  }

  /** Whether it holds the conversation before it. */
  public boolean isSnapshot() {
    return !inputMessages.isEmpty();
  }

  /** The same answer, to the history so far. */
  public InferenceCompleted withoutInput() {
    return new InferenceCompleted(
        durationMs,
        message,
        List.of(),
        responseId,
        responseModel,
        stopReason,
        inputTokens,
        outputTokens,
        settings);
  }

  public InferenceCompleted {
    Check.atLeast(0, durationMs, InferenceCompleted.class, "duration_ms");
    Check.present(message, InferenceCompleted.class, "message");
    inputMessages = Check.list(inputMessages, InferenceCompleted.class, "input_messages");
    Check.notNegative(inputTokens, InferenceCompleted.class, "input_tokens");
    Check.notNegative(outputTokens, InferenceCompleted.class, "output_tokens");
  }
}
