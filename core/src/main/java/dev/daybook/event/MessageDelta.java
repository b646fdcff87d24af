package dev.daybook.event;

/**
 * What was added to a message.
 *
 * @param kind to which part of it
 * @param delta the text
 */
public record MessageDelta(DeltaKind kind, String delta) {
  public MessageDelta {
    Check.present(kind, MessageDelta.class, "kind");
    Check.present(delta, MessageDelta.class, "delta");
  }
}
