// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The builder of {@link InferenceFailed} records. Required: {@code durationMs}, {@code error}. */
public final class InferenceFailedBuilder {

  private @Nullable Long durationMs;
  private @Nullable ErrorInfo error;
  private List<Message> inputMessages = List.of();
  private @Nullable String model;
  private @Nullable InferenceSettings settings;

  InferenceFailedBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static InferenceFailedBuilder of(InferenceFailed record) {
    InferenceFailedBuilder builder = new InferenceFailedBuilder();
    builder.durationMs = record.durationMs();
    builder.error = record.error();
    builder.inputMessages = record.inputMessages();
    builder.model = record.model();
    builder.settings = record.settings();
    return builder;
  }

  /** Sets the duration of the call, in milliseconds. */
  public InferenceFailedBuilder durationMs(long durationMs) {
    this.durationMs = durationMs;
    return this;
  }

  /** Sets the failure. */
  public InferenceFailedBuilder error(ErrorInfo error) {
    this.error = error;
    return this;
  }

  /** Sets the conversation it was given; empty where it is the history so far. */
  public InferenceFailedBuilder inputMessages(List<Message> inputMessages) {
    this.inputMessages = inputMessages;
    return this;
  }

  /** Sets the model. */
  public InferenceFailedBuilder model(@Nullable String model) {
    this.model = model;
    return this;
  }

  /** Sets the settings of the call. */
  public InferenceFailedBuilder settings(@Nullable InferenceSettings settings) {
    this.settings = settings;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public InferenceFailed build() {
    return new InferenceFailed(
        Check.present(durationMs, InferenceFailed.class, "duration_ms"),
        Check.present(error, InferenceFailed.class, "error"),
        inputMessages,
        model,
        settings);
  }
}
