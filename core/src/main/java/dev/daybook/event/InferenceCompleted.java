package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model answered. Brings the whole conversation up to and with the answer, so that replay can
 * begin here and need not look further back.
 *
 * @param durationMs how long it took, in milliseconds
 * @param message the answer
 * @param inputMessages the conversation before it, without the system prompt
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

  /** An answer and what it answers, and nothing else known. */
  public InferenceCompleted(long durationMs, Message message, List<Message> inputMessages) {
    this(durationMs, message, inputMessages, null, null, null, null, null, null);
  }

  public InferenceCompleted {
    Check.atLeast(0, durationMs, InferenceCompleted.class, "duration_ms");
    Check.present(message, InferenceCompleted.class, "message");
    inputMessages = Check.list(inputMessages, InferenceCompleted.class, "input_messages");
    Check.notNegative(inputTokens, InferenceCompleted.class, "input_tokens");
    Check.notNegative(outputTokens, InferenceCompleted.class, "output_tokens");
  }
}
