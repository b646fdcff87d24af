package dev.daybook.event;

/**
 * The identity of a turn: its loop and its index.
 *
 * @param loopId the loop
 * @param turnIndex the turn's index in the loop, from 0
 */
public record TurnId(String loopId, long turnIndex) {
  public TurnId {
    Check.present(loopId, TurnId.class, "loop_id");
    Check.atLeast(0, turnIndex, TurnId.class, "turn_index");
  }
}
