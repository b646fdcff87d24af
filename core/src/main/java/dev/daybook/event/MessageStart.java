package dev.daybook.event;

/**
 * The start of a message.
 *
 * @param loopId the loop
 * @param message the message, as far as it is known
 */
public record MessageStart(String loopId, AgentMessage message) implements LoopEvent {
  public MessageStart {
    Check.present(loopId, MessageStart.class, "loop_id");
    Check.present(message, MessageStart.class, "message");
  }
}
