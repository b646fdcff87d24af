package dev.daybook.event;

/**
 * A growth of a loop's message.
 *
 * @param loopId the loop
 * @param message the message, as far as it is known
 * @param delta the piece that was added
 */
public record MessageUpdate(String loopId, AgentMessage message, MessageDelta delta)
    implements EphemeralEvent {
  public MessageUpdate {
    Check.present(loopId, MessageUpdate.class, "loop_id");
    Check.present(message, MessageUpdate.class, "message");
    Check.present(delta, MessageUpdate.class, "delta");
  }
}
