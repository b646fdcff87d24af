package dev.daybook.event;

/**
 * Turns of a loop, both ends included.
 *
 * @param startTurn the first of them
 * @param endTurn the last of them
 */
public record TurnRange(long startTurn, long endTurn) {
  public TurnRange {
    Check.atLeast(0, startTurn, TurnRange.class, "start_turn");
    Check.atLeast(0, endTurn, TurnRange.class, "end_turn");
    Check.atLeast(startTurn, endTurn, TurnRange.class, "end_turn");
  }
}
