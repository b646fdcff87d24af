package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A loop ended.
 *
 * @param loopId the loop
 * @param messages its conversation
 * @param usage what it cost
 * @param rejection why its input was refused, if it was
 */
public record AgentEnd(
    String loopId,
    List<AgentMessage> messages,
    Usage usage,
    @Nullable String rejection) implements LoopEvent {

  /** A loop that ended well. */
  public AgentEnd(String loopId, List<AgentMessage> messages, Usage usage) {
    this(loopId, messages, usage, null);
  }

  public AgentEnd {
    Check.present(loopId, AgentEnd.class, "loop_id");
    messages = Check.list(messages, AgentEnd.class, "messages");
    Check.present(usage, AgentEnd.class, "usage");
  }
}
