package dev.daybook.internal.check;

import dev.daybook.event.AssistantMessage;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.InferenceFailed;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StopReason;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnFailed;

/**
 * The failed model calls of a session, each once: the failure of a turn behind that of its model
 * call, without an answer between, is the same one. One thread.
 */
public final class ModelFailures {

  private boolean hasFailed;

  /** Takes the next event; returns true if it is a failure that none before it recorded. */
  public boolean see(SessionEvent event) {
    boolean hadFailed = hasFailed;
    if (event instanceof InferenceFailed) {
      hasFailed = true;
      return true;
    } else if (event instanceof TurnFailed || event instanceof TurnEnd) {
      hasFailed = false;
      return !hadFailed && isFailure(event);
    } else if (event instanceof InferenceCompleted || event instanceof AssistantMessage) {
      hasFailed = false;
    }
    return false;
  }

  private static boolean isFailure(SessionEvent event) {
    return !(event instanceof TurnEnd end)
        || StopReason.ERROR.equals(end.message().stopReason());
  }
}
