package dev.daybook.event;

/**
 * A message of a loop has grown.
 *
 * @param loopId the loop
 * @param message as far as it is known
 * @param delta what was added
 */
public record MessageUpdate(String loopId, AgentMessage message, MessageDelta delta)
    implements EphemeralEvent {
  public MessageUpdate {
    Check.present(loopId, MessageUpdate.class, "loop_id");
    Check.present(message, MessageUpdate.class, "message");
    Check.present(delta, MessageUpdate.class, "delta");
  }
}
