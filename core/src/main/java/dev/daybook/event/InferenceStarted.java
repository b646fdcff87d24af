package dev.daybook.event;

import static java.util.Objects.requireNonNull;

/**
 * A model is being called.
 *
 * @param model the model's name
 * @param messageCount how many messages it is given, from 0
 */
public record InferenceStarted(String model, long messageCount) implements StandardEvent {
  public InferenceStarted {
    requireNonNull(model, "model");
    if (messageCount < 0) {
      throw new IllegalArgumentException(
          "message_count is negative: message_count=" + messageCount);
    }
  }
}
