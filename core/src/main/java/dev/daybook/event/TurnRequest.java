package dev.daybook.event;

/**
 * The request to the model of a turn.
 *
 * @param loopId the loop
 * @param turnIndex the turn's index in the loop, from 0
 * @param payload the request
 */
public record TurnRequest(String loopId, long turnIndex, RequestPayload payload)
    implements LoopEvent {
  public TurnRequest {
    Check.present(loopId, TurnRequest.class, "loop_id");
    Check.atLeast(0, turnIndex, TurnRequest.class, "turn_index");
    Check.present(payload, TurnRequest.class, "payload");
  }
}
