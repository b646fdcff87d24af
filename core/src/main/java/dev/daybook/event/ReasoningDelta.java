package dev.daybook.event;

/**
 * A piece of a thought.
 *
 * @param chunk the text
 */
public record ReasoningDelta(String chunk) implements EphemeralEvent {
  public ReasoningDelta {
    Check.present(chunk, ReasoningDelta.class, "chunk");
  }
}
