package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A model is being called.
 *
 * @param model the model's name
 * @param messageCount how many messages it is given, from 0
 * @param settings how it is asked to work
 */
public record InferenceStarted(
    String model, long messageCount, @Nullable InferenceSettings settings)
    implements StandardEvent {

  /** A call with nothing said of settings. */
  public InferenceStarted(String model, long messageCount) {
    this(model, messageCount, null);
  }

  public InferenceStarted {
    Check.present(model, InferenceStarted.class, "model");
    Check.atLeast(0, messageCount, InferenceStarted.class, "message_count");
  }
}
