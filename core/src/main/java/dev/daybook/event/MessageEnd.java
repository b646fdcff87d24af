package dev.daybook.event;

/**
 * The end of a message, which is complete.
 *
 * @param loopId the loop
 * @param message the message
 */
public record MessageEnd(String loopId, AgentMessage message) implements LoopEvent {
  public MessageEnd {
    Check.present(loopId, MessageEnd.class, "loop_id");
    Check.present(message, MessageEnd.class, "message");
  }
}
