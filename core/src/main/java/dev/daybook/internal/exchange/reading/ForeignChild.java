package dev.daybook.internal.exchange.reading;

import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentEventBuilder;
import dev.daybook.event.SubagentPhase;
import org.jspecify.annotations.Nullable;

/**
 * The sub-agents that stand in files of their own, and their parents, as either names the other.
 */
public final class ForeignChild {

  private ForeignChild() {}

  /** Returns a builder of the event for a sub-agent whose session has that name. */
  public static SubagentEventBuilder event(SubagentPhase phase, String name) {
    return SubagentEvent.builder().event(phase).subagentId(name).childSessionId(sessionId(name));
  }

  /** Returns the session that the file of an agent of that name becomes; null without a name. */
  public static @Nullable String sessionId(@Nullable String name) {
    return name == null || name.isEmpty() ? null : ForeignId.of(name, "").value();
  }
}
