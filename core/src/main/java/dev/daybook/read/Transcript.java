package dev.daybook.read;

import dev.daybook.event.Message;
import dev.daybook.event.ToolResult;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A session as the conversation that a model or a person reads. Immutable.
 *
 * <p>Every provider accepts its order, whatever was recorded: each call has an identifier of its
 * own and exactly one answer, directly behind its message, and no speaker's message is empty. Only
 * the calls of the last speaker may have no answer yet, as while their tools run or after a crash;
 * {@link #closed} answers these, too. Roles and the arguments of calls are as they were recorded.
 */
public interface Transcript {

  /** Returns the conversation, in its order; unmodifiable. */
  List<Message> messages();

  /**
   * Returns the calls of the conversation that no entry answers, as a crash leaves them, in its
   * order and as they stand in their entries. Those that others speak after are answered in the
   * messages, and reported.
   */
  List<Message.Call> openCalls();

  /**
   * Returns the seq of the snapshot that the conversation begins with; empty if it is made of the
   * session's messages alone.
   */
  OptionalLong snapshotSeq();

  /**
   * Returns the report of the reading, of the part of the file that it read. It counts nothing in
   * the result of a {@link TranscriptFold}, which reads no file.
   */
  ReadReport report();

  /**
   * Returns the changes that make a provider accept the messages, in the order of the entries;
   * empty in a session that was recorded in order.
   */
  List<Adjustment> adjustments();

  /**
   * Returns the results that close the open calls once the caller records them in the session: for
   * each a failed result of the kind {@code orphan_tool_call}, in the order of the calls'
   * identifiers. This method records nothing.
   *
   * @param reason why they are closed, to stand in each result's details
   */
  List<ToolResult> repairs(String reason);

  /**
   * Returns this conversation with an answer for each open call: its messages are what they will be
   * once the {@link #repairs} are recorded, and any provider accepts them.
   */
  Transcript closed(String reason);

  /**
   * Returns this conversation with only its last messages, for people to look at: it may begin with
   * the answer of a call that is cut off. The open calls stay all of the session's.
   *
   * @param count the number of messages to keep; from 0
   * @throws IllegalArgumentException if the count is negative
   */
  Transcript last(int count);

  /**
   * A place where a transcript differs from the session's entries, because a model's provider would
   * refuse them as they are.
   *
   * @param change the change, and its reason
   * @param seq the entry that it was done to; of a snapshot's own messages the snapshot
   * @param callId the call that it is about, as it stands in the entry; empty if it is about none
   */
  record Adjustment(Change change, long seq, String callId) {

    /** The change that was made to an entry. */
    public enum Change {
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

      /** Returns the change in snake_case, as the command prints it. */
      public String wireName() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }
}
