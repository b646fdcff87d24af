package dev.daybook.event;

/**
 * A refusal of a user's input.
 *
 * @param loopId the loop, or empty
 * @param reason the reason for the refusal
 */
public record InputRejected(String loopId, String reason) implements LoopEvent {
  public InputRejected {
    Check.present(loopId, InputRejected.class, "loop_id");
    Check.present(reason, InputRejected.class, "reason");
  }
}
