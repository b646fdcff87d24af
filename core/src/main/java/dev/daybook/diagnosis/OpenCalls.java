package dev.daybook.diagnosis;

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

  private record Key(String loop, String callId) {}

  private static final class Call {
    private final String tool;
    private final Place at;
    private int forms;

    Call(String tool, Place at, int form) {
      this.tool = tool;
      this.at = at;
      this.forms = form;
    }
  }

  private final Findings findings;
  private final Map<Key, Call> open = new LinkedHashMap<>();
  private final Map<Key, Call> answered = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, Call> eldest) {
      return size() > Diagnosis.MAX_OPEN;
    }
  };

  /** The latest key of each call id. */
  private final Map<String, Key> newest = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Key> eldest) {
      return size() > 2 * Diagnosis.MAX_OPEN;
    }
  };

  private long calls;
  private long results;
  private long blocked;

  /** The estimated number of open calls that are not in {@link #open}. */
  private long notFollowed;

  OpenCalls(Findings findings) {
    this.findings = findings;
  }

  void called(String loop, String callId, String tool, int form, Place at) {
    Key key = keyOfCall(ShortName.of(loop), ShortName.of(callId), form);
    Call known = known(key);
    newest.put(key.callId(), key);
    if (known != null && (known.forms & CALLS) != 0) {
      if ((known.forms & form) == 0) {
        known.forms |= form;
        return;
      }
      findings.warn(
          Warning.DUPLICATE_TOOL_CALL,
          at,
          "a call has the identifier of an earlier one",
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
      open.put(key, new Call(ShortName.of(tool), at, form));
    } else {
      notFollowed++;
      findings.warn(
          Warning.TOO_MANY_OPEN,
          at,
          "too many calls are open to follow this one",
          "most",
          Diagnosis.MAX_OPEN);
    }
  }

  void answered(String loop, String callId, int form, Place at) {
    Key key = keyOfResult(ShortName.of(loop), ShortName.of(callId), form);
    Call known = known(key);
    newest.put(key.callId(), key);
    boolean isAgain = known != null && (known.forms & form) != 0;
    if (form == BLOCKED) {
      blocked++;
    } else if (known == null || isAgain || (known.forms & RESULTS) == 0) {
      results++;
    }
    if (known == null) {
      known = new Call("", at, 0);
      if (notFollowed > 0) {
        // probably the result of one of those
        notFollowed--;
      } else {
        findings.warn(
            Warning.TOOL_RESULT_WITHOUT_CALL,
            at,
            "no call before it has the identifier of this result",
            "call_id",
            key.callId());
      }
    } else if (isAgain) {
      findings.warn(
          Warning.DUPLICATE_TOOL_RESULT,
          at,
          "a call has more than one result",
          "call_id",
          key.callId());
    }
    known.forms |= form;
    open.remove(key);
    answered.put(key, known);
  }

  /**
   * Returns the key under which the same call is known already, with a loop or without one, else
   * its own key.
   */
  private Key keyOfCall(String loop, String callId, int form) {
    Key own = new Key(loop, callId);
    Key other = other(own);
    if (other == null) {
      return own;
    }
    Call call = open.get(other);
    boolean isSame = call != null
        ? (call.forms & form) == 0
        : (form == IN_TURN || form == IN_LOOP) && answered.containsKey(other);
    return isSame ? other : own;
  }

  private Key keyOfResult(String loop, String callId, int form) {
    Key own = new Key(loop, callId);
    Key other = other(own);
    if (other == null) {
      return own;
    }
    Call call = known(other);
    return call != null && (open.containsKey(other) || (call.forms & form) == 0) ? other : own;
  }

  /**
   * Returns the latest key of the same call id if one of the two names no loop. Returns null if the
   * own key is known or both name a loop.
   */
  private @Nullable Key other(Key own) {
    Key other = newest.get(own.callId());
    return other == null
            || known(own) != null
            || !(own.loop().equals(NO_LOOP) || other.loop().equals(NO_LOOP))
        ? null
        : other;
  }

  private @Nullable Call known(Key key) {
    Call call = open.get(key);
    return call != null ? call : answered.get(key);
  }

  /** Reports every call that stands open. */
  void end() {
    open.forEach((key, call) -> findings.warn(
        Warning.TOOL_CALL_WITHOUT_RESULT,
        call.at,
        "a tool call has no result",
        "call_id",
        key.callId(),
        "tool",
        call.tool));
  }

  ToolTally tally() {
    List<OpenCall> first = open.entrySet().stream()
        .limit(Diagnosis.MAX_KEPT)
        .map(entry -> new OpenCall(
            entry.getKey().callId(), entry.getValue().tool, entry.getValue().at.seq()))
        .toList();
    return new ToolTally(calls, results, blocked, open.size() + notFollowed, first);
  }
}
