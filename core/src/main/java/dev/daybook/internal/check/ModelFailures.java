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
  private long count;

  /** Takes the next event. */
  public void see(SessionEvent event) {
    if (event instanceof InferenceFailed) {
      hasFailed = true;
      count++;
    } else if (event instanceof TurnFailed
        || (event instanceof TurnEnd end
            && StopReason.ERROR.equals(end.message().stopReason()))) {
      count += hasFailed ? 0 : 1;
      hasFailed = false;
    } else if (event instanceof TurnEnd
        || event instanceof InferenceCompleted
        || event instanceof AssistantMessage) {
      hasFailed = false;
    }
  }

  /** Returns the number of failures. */
  public long count() {
    return count;
  }
}
