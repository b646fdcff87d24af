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
import dev.daybook.event.Entry;
import dev.daybook.internal.check.CallPairing;
import java.util.List;

/** An examination that pairs the tool calls of a session with their results. */
final class ToolPairing implements Examination, CallPairing.Listener<Position> {

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
  private final CallPairing<Position> calls = new CallPairing<>(Diagnosis.MAX_OPEN, this);

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
    calls.see(entry.event(), at);
  }

  @Override
  public void callAgain(Position at, String callId, Position earlier) {
    findings.add(
        FindingKind.DUPLICATE_TOOL_CALL, at, "call_id", callId, "earlier_seq", earlier.seq());
  }

  @Override
  public void resultAgain(Position at, String callId) {
    findings.add(FindingKind.DUPLICATE_TOOL_RESULT, at, "call_id", callId);
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
  @Override
  public void resultWithoutCall(Position at, String callId) {
    findings.add(FindingKind.TOOL_RESULT_WITHOUT_CALL, at, "call_id", callId);
  }

  @Override
  public void notFollowed(Position at) {
    findings.add(at.finding(FindingKind.TOO_MANY_OPEN, "most", Diagnosis.MAX_OPEN)
        .saying("too many calls are open to follow this one"));
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
    calls
        .openCalls()
        .forEach(call -> findings.add(
            FindingKind.TOOL_CALL_WITHOUT_RESULT,
            call.at(),
            "call_id",
            call.id(),
            "tool",
            call.tool()));
  }

  ToolTally tally() {
    List<ToolTally.OpenCall> first = calls.openCalls().stream()
        .limit(Diagnosis.MAX_KEPT)
        .map(call -> new ToolTally.OpenCall(call.id(), call.tool(), call.at().seq()))
        .toList();
    return new ToolTally(calls, results, blocked, stillOpen + notFollowed, first);
    return new ToolTally(calls.calls(), calls.results(), calls.blocked(), calls.open(), first);
  }
}
