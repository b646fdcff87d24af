package dev.daybook.internal.exchange.reading;

import dev.daybook.DaybookException;
import dev.daybook.SessionId;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentEventBuilder;
import dev.daybook.event.SubagentPhase;
import org.jspecify.annotations.Nullable;

/** The sub-agents that stand in files of their own, as their parents name them. */
public final class ForeignChild {

  private ForeignChild() {}

  /** Returns a builder of the event for a sub-agent whose session has that name. */
  public static SubagentEventBuilder event(SubagentPhase phase, String name) {
    return SubagentEvent.builder().event(phase).subagentId(name).childSessionId(sessionId(name));
  }

  /** Returns the session that an agent's own file becomes; null if the name is too long for one. */
  public static @Nullable String sessionId(String name) {
    try {
      return name.isEmpty() ? null : SessionId.encode(name);
    } catch (DaybookException tooLong) {
      return null;
    }
  }
}
