package dev.daybook.check;

import dev.daybook.check.Examination.Position;
import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.Content;
import dev.daybook.event.ContentType;
import dev.daybook.event.Entry;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.LoopEvent;
import dev.daybook.event.Message;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.Role;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StopReason;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolExecutionEnd;
import dev.daybook.event.ToolExecutionStart;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnEnd;
import dev.daybook.internal.transcript.Branch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An examination that pairs the tool calls of a session with their results, in every kind of event
 * that can hold one. One call may be recorded in several forms, once in each. A form that comes
 * again is another call, or another result, with the same identifier. The calls of an agent loop
 * are its own; a call or result that names no loop may belong to any of them.
 */
final class ToolPairing implements Examination {

  // the forms, of a call and of a result
  private static final int IN_ANSWER = 1;
  private static final int IN_INFERENCE = 1 << 1;
  private static final int ALONE = 1 << 2;
  private static final int IN_MESSAGE = 1 << 3;
  private static final int EXECUTION = 1 << 4;
  private static final int IN_TURN = 1 << 5;
  private static final int RESULT_ALONE = 1 << 6;
  private static final int RESULT_IN_MESSAGE = 1 << 7;
  private static final int EXECUTION_END = 1 << 8;
  private static final int RESULT_IN_TURN = 1 << 9;
  private static final int BLOCKED = 1 << 10;
  private static final int IN_LOOP = 1 << 11;
  private static final int RESULT_IN_LOOP = 1 << 12;

  private static final int CALLS =
      IN_ANSWER | IN_INFERENCE | ALONE | IN_MESSAGE | EXECUTION | IN_TURN | IN_LOOP;
  private static final int RESULTS =
      RESULT_ALONE | RESULT_IN_MESSAGE | EXECUTION_END | RESULT_IN_TURN | RESULT_IN_LOOP;

  private static final String NO_LOOP = "";

  private record CallKey(String loop, String callId) {}

  private static final class KnownCall {
    private final String tool;
    private final Position at;
    private int forms;

    KnownCall(String tool, Position at, int form) {
      this.tool = tool;
      this.at = at;
      this.forms = form;
    }
  }

  private final Findings findings;
  private @Nullable Branch branch;
  private final Map<CallKey, KnownCall> open = new LinkedHashMap<>();
  private final Map<CallKey, KnownCall> answered = new NewestMap<>(Diagnosis.MAX_OPEN);

  /** The latest key of each call id. */
  private final Map<String, CallKey> newest = new NewestMap<>(2 * Diagnosis.MAX_OPEN);

  /** The newest loops whose messages were recorded before their end. */
  private final Map<String, Boolean> loopsWithMessages = new NewestMap<>(Diagnosis.MAX_OPEN);

  private long calls;
  private long results;
  private long blocked;

  /** The estimated number of open calls that are not in {@link #open}. */
  private long notFollowed;

  ToolPairing(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void see(Entry entry, Position at) {
    SessionEvent event = entry.event();
    if (event instanceof AssistantMessage answer) {
      if (!answer.isPartial()) {
        for (ToolCall call : answer.toolCalls()) {
          called(NO_LOOP, call.callId(), call.name(), IN_ANSWER, at);
        }
      }
    } else if (event instanceof InferenceCompleted inference) {
      for (Message.Call call : inference.message().toolCalls()) {
        called(NO_LOOP, call.id(), call.name(), IN_INFERENCE, at);
      }
    } else if (event instanceof ToolCall call) {
      called(NO_LOOP, call.callId(), call.name(), ALONE, at);
    } else if (event instanceof ToolResult result) {
      answered(NO_LOOP, result.callId(), RESULT_ALONE, at);
    } else if (event instanceof ToolBlocked block) {
      answered(NO_LOOP, block.callId(), BLOCKED, at);
    } else if (event instanceof BranchSwitched switched) {
      branch = new Branch(entry.seq(), switched);
    } else if (event instanceof LoopEvent inLoop) {
      seeInLoop(inLoop, ShortName.of(inLoop.loopId()), at);
    }
  }

  private void seeInLoop(LoopEvent event, String loop, Position at) {
    if (event instanceof ToolExecutionStart start) {
      called(loop, start.toolCallId(), start.toolName(), EXECUTION, at);
    } else if (event instanceof ToolExecutionEnd end) {
      answered(loop, end.toolCallId(), EXECUTION_END, at);
    } else if (event instanceof MessageEnd end) {
      loopsWithMessages.put(loop, true);
      message(loop, end.message(), IN_MESSAGE, RESULT_IN_MESSAGE, at);
    } else if (event instanceof TurnEnd end) {
      loopsWithMessages.put(loop, true);
      message(loop, end.message(), IN_TURN, RESULT_IN_TURN, at);
      for (AgentMessage result : end.toolResults()) {
        message(loop, result, IN_TURN, RESULT_IN_TURN, at);
      }
    } else if (event instanceof AgentStart) {
      loopsWithMessages.remove(loop);
    } else if (event instanceof AgentEnd end && loopsWithMessages.remove(loop) == null) {
      for (AgentMessage message : end.messages()) {
        message(loop, message, IN_LOOP, RESULT_IN_LOOP, at);
      }
    }
  }

  private void message(String loop, AgentMessage message, int form, int resultForm, Position at) {
    if (message.role().equals(Role.TOOL) && message.toolCallId() != null) {
      answered(loop, message.toolCallId(), resultForm, at);
    } else if (!StopReason.ERROR.equals(message.stopReason())
        && !StopReason.ABORTED.equals(message.stopReason())) {
      for (Content content : message.content()) {
        if (content.type().equals(ContentType.TOOL_CALL)
            && content.id() != null
            && content.name() != null) {
          called(loop, content.id(), content.name(), form, at);
        }
      }
    }
  }

  private void called(String loop, String callId, String tool, int form, Position at) {
    CallKey key = keyOfCall(ShortName.of(loop), ShortName.of(callId), form);
    KnownCall known = known(key);
    newest.put(key.callId(), key);
    if (known != null && (known.forms & CALLS) != 0 && isOfBranch(known)) {
      if ((known.forms & form) == 0) {
        known.forms |= form;
        return;
      }
      findings.add(
          FindingKind.DUPLICATE_TOOL_CALL,
          at,
          "call_id",
          key.callId(),
          "earlier_seq",
          known.at.seq());
      if (open.containsKey(key)) {
        known.forms = form;
        return;
      }
    }
    answered.remove(key);
    open.remove(key);
    calls++;
    if (open.size() < Diagnosis.MAX_OPEN) {
      open.put(key, new KnownCall(ShortName.of(tool), at, form));
    } else {
      notFollowed++;
      findings.add(at.finding(FindingKind.TOO_MANY_OPEN, "most", Diagnosis.MAX_OPEN)
          .saying("too many calls are open to follow this one"));
    }
  }

  private void answered(String loop, String callId, int form, Position at) {
    CallKey key = keyOfResult(ShortName.of(loop), ShortName.of(callId), form);
    KnownCall known = known(key);
    newest.put(key.callId(), key);
    boolean isAgain = known != null && (known.forms & form) != 0;
    if (form == BLOCKED) {
      blocked++;
    } else if (known == null || isAgain || (known.forms & RESULTS) == 0) {
      results++;
    }
    if (known == null) {
      known = new KnownCall("", at, 0);
      if (notFollowed > 0) {
        // probably the result of one of those
        notFollowed--;
      } else {
        findings.add(FindingKind.TOOL_RESULT_WITHOUT_CALL, at, "call_id", key.callId());
      }
    } else if (isAgain) {
      findings.add(FindingKind.DUPLICATE_TOOL_RESULT, at, "call_id", key.callId());
    }
    known.forms |= form;
    open.remove(key);
    answered.put(key, known);
  }

  /**
   * Returns the key under which the same call is known already, with a loop or without one, else
   * its own key.
   */
  private CallKey keyOfCall(String loop, String callId, int form) {
    CallKey own = new CallKey(loop, callId);
    CallKey other = other(own);
    if (other == null) {
      return own;
    }
    KnownCall call = open.get(other);
    boolean isSame = call != null
        ? (call.forms & form) == 0
        : (form == IN_TURN || form == IN_LOOP) && answered.containsKey(other);
    return isSame ? other : own;
  }

  private CallKey keyOfResult(String loop, String callId, int form) {
    CallKey own = new CallKey(loop, callId);
    CallKey other = other(own);
    if (other == null) {
      return own;
    }
    KnownCall call = known(other);
    return call != null && (open.containsKey(other) || (call.forms & form) == 0) ? other : own;
  }

  /**
   * Returns the latest key of the same call id if one of the two names no loop. Returns null if the
   * own key is known or both name a loop.
   */
  private @Nullable CallKey other(CallKey own) {
    CallKey other = newest.get(own.callId());
    return other == null
            || known(own) != null
            || !(own.loop().equals(NO_LOOP) || other.loop().equals(NO_LOOP))
        ? null
        : other;
  }

  private @Nullable KnownCall known(CallKey key) {
    KnownCall call = open.get(key);
    return call != null ? call : answered.get(key);
  }

  @Override
  public void end() {
    open.forEach((key, call) -> {
      if (isOfBranch(call)) {
        findings.add(
            FindingKind.TOOL_CALL_WITHOUT_RESULT,
            call.at,
            "call_id",
            key.callId(),
            "tool",
            call.tool);
      }
    });
  }

  /** Returns false if the conversation went back behind the call: its result is not waited for. */
  private boolean isOfBranch(KnownCall call) {
    return branch == null || branch.holds(call.at.seq());
  }

  ToolTally tally() {
    long stillOpen = open.values().stream().filter(this::isOfBranch).count();
    List<ToolTally.OpenCall> first = open.entrySet().stream()
        .filter(entry -> isOfBranch(entry.getValue()))
        .limit(Diagnosis.MAX_KEPT)
        .map(entry -> new ToolTally.OpenCall(
            entry.getKey().callId(), entry.getValue().tool, entry.getValue().at.seq()))
        .toList();
    return new ToolTally(calls, results, blocked, stillOpen + notFollowed, first);
  }
}
