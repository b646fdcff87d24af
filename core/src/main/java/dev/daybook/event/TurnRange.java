package dev.daybook.event;

/**
 * A range of a loop's turns, both ends included.
 *
 * @param startTurn the index of the first turn
 * @param endTurn the index of the last turn
 */
public record TurnRange(long startTurn, long endTurn) {
  public TurnRange {
    Check.atLeast(0, startTurn, TurnRange.class, "start_turn");
    Check.atLeast(0, endTurn, TurnRange.class, "end_turn");
    Check.atLeast(startTurn, endTurn, TurnRange.class, "end_turn");
  }
}
