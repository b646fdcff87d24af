package dev.daybook.event;

import static java.util.Objects.requireNonNull;

/**
 * What the user said.
 *
 * @param text the message, any Unicode
 */
public record UserMessage(String text) implements StandardEvent {
  public UserMessage {
    requireNonNull(text, "text");
  }
}
