package dev.daybook.replay;

import dev.daybook.codec.JsonText;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.Json;
import dev.daybook.event.Message;
import dev.daybook.event.Role;
import dev.daybook.event.ToolResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session as the conversation that a model or a person reads. Immutable.
 *
 * @param messages the conversation, in its order; unmodifiable
 * @param openCalls the calls of the conversation that no later message answers, as a crash leaves
 *     them, in its order; each identifier once. A model's provider refuses a conversation that has
 *     any
 * @param snapshotSeq the seq of the snapshot that the conversation begins with; null if it is made
 *     of the session's messages alone
 * @param report what the reading met in the part of the file that it read. Empty in what a
 *     {@link TranscriptFold} gives, which reads no file
 */
public record Transcript(
    List<Message> messages,
    List<Message.Call> openCalls,
    @Nullable Long snapshotSeq,
    ReadReport report) {

  private static final String ORPHAN = "orphan_tool_call";

  public Transcript {
    messages = List.copyOf(messages);
    openCalls = List.copyOf(openCalls);
  }

  static Transcript of(List<Message> messages, @Nullable Long snapshotSeq) {
    return new Transcript(messages, unanswered(messages), snapshotSeq, ReadReport.EMPTY);
  }

  Transcript with(ReadReport read) {
    return new Transcript(messages, openCalls, snapshotSeq, read);
  }

  /**
   * What closes the open calls when it is recorded in the session: for each a failed result of the
   * kind {@code orphan_tool_call} that says so, in the order of the calls' identifiers. Nothing is
   * recorded by this.
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
   * This conversation and behind it an answer for each open call: what it will be once the
   * {@link #repairs} are recorded.
   */
  public Transcript closed(String reason) {
    List<Message> all = new ArrayList<>(messages);
    repairs(reason).forEach(repair -> all.add(Messages.of(repair)));
    return new Transcript(all, List.of(), snapshotSeq, report);
  }

  /**
   * The same with only its last messages. The open calls stay what they are: all of the session's.
   *
   * @param count how many messages to keep; from 0
   * @throws IllegalArgumentException if the count is negative
   */
  public Transcript last(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count is negative: count=" + count);
    }
    int from = Math.max(0, messages.size() - count);
    return new Transcript(messages.subList(from, messages.size()), openCalls, snapshotSeq, report);
  }

  private static ToolResult repair(Message.Call call, String reason) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("call_id", call.id());
    details.put("tool", call.name());
    details.put("reason", reason);
    return ToolResult.failed(
        call.id(),
        new ErrorInfo(
            ORPHAN, "no result of this call was recorded", new Json(JsonText.of(details))));
  }

  private static List<Message.Call> unanswered(List<Message> messages) {
    List<Message.Call> open = new ArrayList<>();
    Set<String> closed = new HashSet<>();
    for (int i = messages.size() - 1; i >= 0; i--) {
      Message message = messages.get(i);
      if (message.role().equals(Role.TOOL) && message.toolCallId() != null) {
        closed.add(message.toolCallId());
      }
      List<Message.Call> calls = message.toolCalls();
      for (int c = calls.size() - 1; c >= 0; c--) {
        if (closed.add(calls.get(c).id())) {
          open.add(calls.get(c));
        }
      }
    }
    Collections.reverse(open);
    return open;
  }
}
