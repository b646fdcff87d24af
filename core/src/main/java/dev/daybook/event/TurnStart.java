package dev.daybook.event;

/**
 * A turn begins: one call of a model and what follows from it.
 *
 * @param loopId the loop
 * @param turnIndex which of its turns, from 0
 * @param triggeredBy what made it begin
 */
public record TurnStart(String loopId, long turnIndex, TurnTrigger triggeredBy)
    implements LoopEvent {
  public TurnStart {
    Check.present(loopId, TurnStart.class, "loop_id");
    Check.atLeast(0, turnIndex, TurnStart.class, "turn_index");
    Check.present(triggeredBy, TurnStart.class, "triggered_by");
  }
}
