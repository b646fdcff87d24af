package dev.daybook.read;

import dev.daybook.event.ErrorInfo;
import dev.daybook.event.Json;
import dev.daybook.event.Message;
import dev.daybook.event.Role;
import dev.daybook.event.ToolResult;
import dev.daybook.internal.json.JsonText;
import dev.daybook.internal.transcript.Messages;
import dev.daybook.internal.transcript.ProviderRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A session as the conversation that a model or a person reads. Immutable.
 *
 * <p>Every provider accepts its order, whatever was recorded: each call has an identifier of its
 * own and exactly one answer, directly behind its message, and no speaker's message is empty. Only
 * the calls of the last speaker may have no answer yet, as while their tools run or after a crash;
 * {@link #closed} answers these, too. Roles and the arguments of calls are as they were recorded.
 *
 * @param messages the conversation, in its order; unmodifiable
 * @param openCalls the calls of the conversation that no entry answers, as a crash leaves them, in
 *     its order and as they stand in their entries. Those that others speak after are answered in
 *     the messages, and reported
 * @param snapshotSeq the seq of the snapshot that the conversation begins with; null if it is made
 *     of the session's messages alone
 * @param report the report of the reading, of the part of the file that it read. Empty in what a
 *     {@link TranscriptFold} gives, which reads no file
 * @param adjustments the changes that make a provider accept the messages, in the order of the
 *     entries; empty in a session that was recorded in order
 */
public record Transcript(
    List<Message> messages,
    List<Message.Call> openCalls,
    @Nullable Long snapshotSeq,
    ReadReport report,
    List<Adjustment> adjustments) {

  private static final String ORPHAN = "orphan_tool_call";

  /** Makes a conversation in which everything is as it was recorded. */
  public Transcript(
      List<Message> messages,
      List<Message.Call> openCalls,
      @Nullable Long snapshotSeq,
      ReadReport report) {
    this(messages, openCalls, snapshotSeq, report, List.of());
  }

  public Transcript {
    messages = List.copyOf(messages);
    openCalls = List.copyOf(openCalls);
    adjustments = List.copyOf(adjustments);
  }

  /**
   * Returns the results that close the open calls once the caller records them in the session: for
   * each a failed result of the kind {@code orphan_tool_call}, in the order of the calls'
   * identifiers. This method records nothing.
   *
   * @param reason why they are closed, to stand in each result's details
   */
  public List<ToolResult> repairs(String reason) {
    return openCalls.stream()
        .sorted(Comparator.comparing(Message.Call::id))
        .map(call -> repair(call, reason))
        .toList();
  }

  /**
   * Returns this conversation with an answer for each open call: its messages are what they will be
   * once the {@link #repairs} are recorded, and any provider accepts them.
   */
  public Transcript closed(String reason) {
    List<Message> all = new ArrayList<>(messages);
    List<Message.Call> last = unansweredOfLastSpeaker();
    List<Message.Call> recorded =
        openCalls.subList(openCalls.size() - last.size(), openCalls.size());
    IntStream.range(0, last.size())
        .boxed()
        .sorted(Comparator.comparing(i -> recorded.get(i).id()))
        .forEach(i -> all.add(Message.tool(
            last.get(i).id(), Messages.of(repair(recorded.get(i), reason)).content())));
    return new Transcript(all, List.of(), snapshotSeq, report, adjustments);
  }

  /**
   * Returns this conversation with only its last messages, for people to look at: it may begin with
   * the answer of a call that is cut off. The open calls stay all of the session's.
   *
   * @param count the number of messages to keep; from 0
   * @throws IllegalArgumentException if the count is negative
   */
  public Transcript last(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count is negative: count=" + count);
    }
    int from = Math.max(0, messages.size() - count);
    return new Transcript(
        messages.subList(from, messages.size()), openCalls, snapshotSeq, report, adjustments);
  }

  /** Returns the last of the open calls, by the identifiers that they have in the messages. */
  private List<Message.Call> unansweredOfLastSpeaker() {
    Set<String> answered = new HashSet<>();
    for (int i = messages.size() - 1; i >= 0; i--) {
      Message message = messages.get(i);
      if (!message.role().equals(Role.TOOL)) {
        return message.toolCalls().stream()
            .filter(call -> !answered.contains(call.id()))
            .toList();
      }
      answered.add(String.valueOf(message.toolCallId()));
    }
    return List.of();
  }

  private static ToolResult repair(Message.Call call, String reason) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("call_id", call.id());
    details.put("tool", call.name());
    details.put("reason", reason);
    return ToolResult.failed(
        call.id(), new ErrorInfo(ORPHAN, ProviderRule.NO_RESULT, new Json(JsonText.of(details))));
  }

  /**
   * A place where a transcript differs from the session's entries, because a model's provider would
   * refuse them as they are.
   *
   * @param change the change, and its reason
   * @param seq the entry that it was done to; of a snapshot's own messages the snapshot
   * @param callId the call that it is about, as it stands in the entry; empty if it is about none
   */
  public record Adjustment(Change change, long seq, String callId) {

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
