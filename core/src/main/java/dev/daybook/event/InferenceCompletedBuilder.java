// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The builder of {@link InferenceCompleted} records. Required: {@code durationMs}, {@code message}.
 */
public final class InferenceCompletedBuilder {

  private @Nullable Long durationMs;
  private @Nullable Message message;
  private List<Message> inputMessages = List.of();
  private @Nullable String responseId;
  private @Nullable String responseModel;
  private @Nullable StopReason stopReason;
  private @Nullable Long inputTokens;
  private @Nullable Long outputTokens;
  private @Nullable InferenceSettings settings;

  InferenceCompletedBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static InferenceCompletedBuilder of(InferenceCompleted record) {
    InferenceCompletedBuilder builder = new InferenceCompletedBuilder();
    builder.durationMs = record.durationMs();
    builder.message = record.message();
    builder.inputMessages = record.inputMessages();
    builder.responseId = record.responseId();
    builder.responseModel = record.responseModel();
    builder.stopReason = record.stopReason();
    builder.inputTokens = record.inputTokens();
    builder.outputTokens = record.outputTokens();
    builder.settings = record.settings();
    return builder;
  }

  /** Sets the duration of the call, in milliseconds. */
  public InferenceCompletedBuilder durationMs(long durationMs) {
    this.durationMs = durationMs;
    return this;
  }

  /** Sets the answer. */
  public InferenceCompletedBuilder message(Message message) {
    this.message = message;
    return this;
  }

  /**
   * Sets the conversation before it, without the system prompt; empty, and then not in the file,
   * where it is the history so far.
   */
  public InferenceCompletedBuilder inputMessages(List<Message> inputMessages) {
    this.inputMessages = inputMessages;
    return this;
  }

  /** Sets the answer's identifier at its provider. */
  public InferenceCompletedBuilder responseId(@Nullable String responseId) {
    this.responseId = responseId;
    return this;
  }

  /** Sets the model that really answered. */
  public InferenceCompletedBuilder responseModel(@Nullable String responseModel) {
    this.responseModel = responseModel;
    return this;
  }

  /** Sets the reason the model stopped. */
  public InferenceCompletedBuilder stopReason(@Nullable StopReason stopReason) {
    this.stopReason = stopReason;
    return this;
  }

  /** Sets the number of tokens that it read; a {@link ProviderUsage} has room for more. */
  public InferenceCompletedBuilder inputTokens(@Nullable Long inputTokens) {
    this.inputTokens = inputTokens;
    return this;
  }

  /** Sets the number of tokens that it wrote. */
  public InferenceCompletedBuilder outputTokens(@Nullable Long outputTokens) {
    this.outputTokens = outputTokens;
    return this;
  }

  /** Sets the settings of the call. */
  public InferenceCompletedBuilder settings(@Nullable InferenceSettings settings) {
    this.settings = settings;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public InferenceCompleted build() {
    return new InferenceCompleted(
        Check.present(durationMs, InferenceCompleted.class, "duration_ms"),
        Check.present(message, InferenceCompleted.class, "message"),
        inputMessages,
        responseId,
        responseModel,
        stopReason,
        inputTokens,
        outputTokens,
        settings);
  }
}
