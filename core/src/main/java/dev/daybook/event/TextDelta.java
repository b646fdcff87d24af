package dev.daybook.event;

/**
 * A piece of an answer.
 *
 * @param chunk the text
 */
public record TextDelta(String chunk) implements EphemeralEvent {
  public TextDelta {
    Check.present(chunk, TextDelta.class, "chunk");
  }
}
