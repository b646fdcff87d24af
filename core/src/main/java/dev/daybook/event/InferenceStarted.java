package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * The start of a model call.
 *
 * @param model the model's name
 * @param messageCount the number of messages that it is given, from 0
 * @param settings the settings of the call
 */
public record InferenceStarted(
    String model, long messageCount, @Nullable InferenceSettings settings)
    implements StandardEvent {

  /** Creates the start of a call without settings. */
  public InferenceStarted(String model, long messageCount) {
    this(model, messageCount, null);
  }

  public InferenceStarted {
    Check.present(model, InferenceStarted.class, "model");
    Check.atLeast(0, messageCount, InferenceStarted.class, "message_count");
  }
}
