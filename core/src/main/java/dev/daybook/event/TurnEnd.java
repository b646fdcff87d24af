package dev.daybook.event;

import java.util.List;

/**
 * The end of a turn.
 *
 * @param loopId the loop
 * @param message the answer
 * @param usage the cost of the turn
 * @param toolResults the results of the tools that it called
 */
public record TurnEnd(
    String loopId, AgentMessage message, Usage usage, List<AgentMessage> toolResults)
    implements LoopEvent {
  public TurnEnd {
    Check.present(loopId, TurnEnd.class, "loop_id");
    Check.present(message, TurnEnd.class, "message");
    Check.present(usage, TurnEnd.class, "usage");
    toolResults = Check.list(toolResults, TurnEnd.class, "tool_results");
  }
}
