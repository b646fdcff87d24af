package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer of a model, with the facts about its call. It needs no {@link AssistantMessage}, which
 * counts as another answer unless it stands next to it, with the same text and calls.
 *
 * <p>With input messages it is a snapshot, the whole conversation up to and with the answer: replay
 * begins here and does not look further back. Without them the model was given the history that the
 * session's entries so far yield. A snapshot each time makes the file grow with the square of the
 * conversation; one in fifty turns is plenty, and none is needed.
 *
 * @param durationMs the duration of the call, in milliseconds
 * @param message the answer
 * @param inputMessages the conversation before it, without the system prompt; empty, and then not
 *     in the file, where it is the history so far
 * @param responseId the answer's identifier at its provider
 * @param responseModel the model that really answered
 * @param stopReason the reason the model stopped
 * @param inputTokens the number of tokens that it read; a {@link ProviderUsage} has room for more
 * @param outputTokens the number of tokens that it wrote
 * @param settings the settings of the call
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

  /**
   * Returns a builder of one, which says what is required. {@link InferenceCompletedBuilder#of}
   * makes one of a record.
   */
  public static InferenceCompletedBuilder builder() {
    return new InferenceCompletedBuilder();
  }

  /** Creates an answer to the history so far, of which nothing else is known. */
  public InferenceCompleted(long durationMs, Message message) {
    this(durationMs, message, List.of());
  }

  /** Creates an answer to the given messages, of which nothing else is known. */
  public InferenceCompleted(long durationMs, Message message, List<Message> inputMessages) {
    this(durationMs, message, inputMessages, null, null, null, null, null, null);
  }

  /** Returns true if this event holds the conversation before the answer. */
  public boolean isSnapshot() {
    return !inputMessages.isEmpty();
  }

  /** Returns this answer without input messages, as one to the history so far. */
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
