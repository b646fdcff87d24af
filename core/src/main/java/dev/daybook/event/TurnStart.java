package dev.daybook.event;

/**
 * The start of a turn, which is one call of a model and its consequences.
 *
 * @param loopId the loop
 * @param turnIndex the turn's index in the loop, from 0
 * @param triggeredBy the trigger that made it begin
 */
public record TurnStart(String loopId, long turnIndex, TurnTrigger triggeredBy)
    implements LoopEvent {
  public TurnStart {
    Check.present(loopId, TurnStart.class, "loop_id");
    Check.atLeast(0, turnIndex, TurnStart.class, "turn_index");
    Check.present(triggeredBy, TurnStart.class, "triggered_by");
  }
}
