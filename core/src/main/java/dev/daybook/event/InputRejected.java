package dev.daybook.event;

/**
 * What a user said was refused.
 *
 * @param loopId the loop, or empty
 * @param reason why
 */
public record InputRejected(String loopId, String reason) implements LoopEvent {
  public InputRejected {
    Check.present(loopId, InputRejected.class, "loop_id");
    Check.present(reason, InputRejected.class, "reason");
  }
}
