package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of an agent's loop.
 *
 * @param loopId the loop
 * @param messages its conversation
 * @param usage the cost of the loop
 * @param rejection the reason its input was refused; null if it was not
 */
public record AgentEnd(
    String loopId,
    List<AgentMessage> messages,
    Usage usage,
    @Nullable String rejection) implements LoopEvent {

  /** Creates the end of a loop whose input was not refused. */
  public AgentEnd(String loopId, List<AgentMessage> messages, Usage usage) {
    this(loopId, messages, usage, null);
  }

  public AgentEnd {
    Check.present(loopId, AgentEnd.class, "loop_id");
    messages = Check.list(messages, AgentEnd.class, "messages");
    Check.present(usage, AgentEnd.class, "usage");
  }
}
