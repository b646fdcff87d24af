package dev.daybook.event;

/**
 * Which turn of which loop.
 *
 * @param loopId the loop
 * @param turnIndex which of its turns, from 0
 */
public record TurnId(String loopId, long turnIndex) {
  public TurnId {
    Check.present(loopId, TurnId.class, "loop_id");
    Check.atLeast(0, turnIndex, TurnId.class, "turn_index");
  }
}
