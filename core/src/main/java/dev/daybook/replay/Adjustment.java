package dev.daybook.replay;

import java.util.Locale;

/**
 * A place where a transcript differs from the session's entries, because a model's provider would
 * refuse them as they are.
 *
 * @param reason the change, and its reason
 * @param seq the entry that it was done to; of a snapshot's own messages the snapshot
 * @param callId the call that it is about, as it stands in the entry; empty if it is about none
 */
public record Adjustment(Reason reason, long seq, String callId) {

  /** The change that was made to an entry. */
  public enum Reason {
    /** A result came late: it stands directly behind its call's message now. */
    RESULT_MOVED,
    /** The call has no result and others speak after it: a failed result was put behind it. */
    CALL_CLOSED,
    /** No call before it has the result's identifier, or a summary covers it: left out. */
    RESULT_WITHOUT_CALL,
    /** The call has a result already: this one was left out. */
    RESULT_AGAIN,
    /** The identifier was used before, or is empty: call and result got another one. */
    CALL_RENAMED,
    /** A message asks twice with one identifier: the second call was left out. */
    CALL_AGAIN,
    /** Only an assistant can ask for a tool: the call of another one was left out. */
    CALL_OF_OTHERS,
    /** A message says nothing and asks for nothing: left out, with what was thought before it. */
    EMPTY_MESSAGE;

    /** Returns the reason in snake_case, as the command prints it. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
