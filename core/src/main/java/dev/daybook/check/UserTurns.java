package dev.daybook.check;

import dev.daybook.check.Examination.Position;
import dev.daybook.event.AgentEnd;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.Entry;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.InferenceFailed;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolExecutionStart;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.TurnStart;
import dev.daybook.event.UserMessage;
import org.jspecify.annotations.Nullable;

/**
 * An examination that finds user messages on which work began and that got neither an answer nor a
 * failure. One that a switch of branches leaves out before the next waits for none.
 */
final class UserTurns implements Examination {

  private final Findings findings;
  private @Nullable Position unanswered;
  private boolean isWorkedOn;
  private long userMessages;
  private long turnStarts;

  UserTurns(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void see(Entry entry, Position at) {
    SessionEvent event = entry.event();
    if (event instanceof UserMessage) {
      end();
      userMessages++;
      unanswered = at;
    } else if (event instanceof BranchSwitched switched) {
      leave(switched);
    } else if (isAnswer(event)) {
      unanswered = null;
    } else if (isWork(event)) {
      isWorkedOn = true;
    }
    if (event instanceof TurnStart) {
      turnStarts++;
    }
  }

  private void leave(BranchSwitched switched) {
    if (unanswered != null && !switched.keeps(unanswered.seq())) {
      unanswered = null;
    }
  }

  /** Ends the current user message, at the next one or at the end. */
  @Override
  public void end() {
    if (unanswered != null && isWorkedOn) {
      findings.add(FindingKind.USER_TURN_WITHOUT_ANSWER, unanswered);
    }
    unanswered = null;
    isWorkedOn = false;
  }

  long turns() {
    return turnStarts > 0 ? turnStarts : userMessages;
  }

  private static boolean isAnswer(SessionEvent event) {
    return (event instanceof AssistantMessage answer && !answer.isPartial())
        || event instanceof InferenceCompleted
        || event instanceof InferenceFailed
        || event instanceof TurnFailed
        || event instanceof TurnEnd
        || event instanceof AgentEnd;
  }

  private static boolean isWork(SessionEvent event) {
    return event instanceof ToolCall
        || event instanceof ToolResult
        || event instanceof ToolBlocked
        || event instanceof InferenceStarted
        || event instanceof ToolExecutionStart
        || event instanceof TurnStart;
  }
}
