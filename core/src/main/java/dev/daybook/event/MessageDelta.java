package dev.daybook.event;

/**
 * A piece of text added to a message.
 *
 * @param kind the part of the message that it was added to
 * @param delta the text
 */
public record MessageDelta(DeltaKind kind, String delta) {
  public MessageDelta {
    Check.present(kind, MessageDelta.class, "kind");
    Check.present(delta, MessageDelta.class, "delta");
  }
}
