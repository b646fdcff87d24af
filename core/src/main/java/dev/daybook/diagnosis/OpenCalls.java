package dev.daybook.diagnosis;

import dev.daybook.diagnosis.Examination.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of a session, paired with their results. One call may be recorded in several
 * forms, once in each. A form that comes again is another call, or another result, with the same
 * identifier. The calls of an agent loop are its own; a call or result that names no loop may
 * belong to any of them.
 */
final class OpenCalls {

  // the forms, of a call and of a result
  static final int IN_ANSWER = 1;
  static final int IN_INFERENCE = 1 << 1;
  static final int ALONE = 1 << 2;
  static final int IN_MESSAGE = 1 << 3;
  static final int EXECUTION = 1 << 4;
  static final int IN_TURN = 1 << 5;
  static final int RESULT_ALONE = 1 << 6;
  static final int RESULT_IN_MESSAGE = 1 << 7;
  static final int EXECUTION_END = 1 << 8;
  static final int RESULT_IN_TURN = 1 << 9;
  static final int BLOCKED = 1 << 10;
  static final int IN_LOOP = 1 << 11;
  static final int RESULT_IN_LOOP = 1 << 12;

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
  private final Map<CallKey, KnownCall> open = new LinkedHashMap<>();
  private final Map<CallKey, KnownCall> answered = new NewestMap<>(Diagnosis.MAX_OPEN);

  /** The latest key of each call id. */
  private final Map<String, CallKey> newest = new NewestMap<>(2 * Diagnosis.MAX_OPEN);

  private long calls;
  private long results;
  private long blocked;

  /** The estimated number of open calls that are not in {@link #open}. */
  private long notFollowed;

  OpenCalls(Findings findings) {
    this.findings = findings;
  }

  void called(String loop, String callId, String tool, int form, Position at) {
    CallKey key = keyOfCall(ShortName.of(loop), ShortName.of(callId), form);
    KnownCall known = known(key);
    newest.put(key.callId(), key);
    if (known != null && (known.forms & CALLS) != 0) {
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
    calls++;
    if (open.size() < Diagnosis.MAX_OPEN) {
      open.put(key, new KnownCall(ShortName.of(tool), at, form));
    } else {
      notFollowed++;
      findings.add(at.finding(FindingKind.TOO_MANY_OPEN, "most", Diagnosis.MAX_OPEN)
          .saying("too many calls are open to follow this one"));
    }
  }

  void answered(String loop, String callId, int form, Position at) {
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

  /** Reports every call that stands open. */
  void end() {
    open.forEach((key, call) -> findings.add(
        FindingKind.TOOL_CALL_WITHOUT_RESULT, call.at, "call_id", key.callId(), "tool", call.tool));
  }

  ToolTally tally() {
    List<ToolTally.OpenCall> first = open.entrySet().stream()
        .limit(Diagnosis.MAX_KEPT)
        .map(entry -> new ToolTally.OpenCall(
            entry.getKey().callId(), entry.getValue().tool, entry.getValue().at.seq()))
        .toList();
    return new ToolTally(calls, results, blocked, open.size() + notFollowed, first);
  }
}
