package dev.daybook.event;

import java.util.List;

/**
 * A turn ended.
 *
 * @param loopId the loop
 * @param message the answer
 * @param usage what it cost
 * @param toolResults what the tools said that it called
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
