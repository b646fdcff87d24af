package dev.daybook.internal.transcript;

import dev.daybook.event.ErrorInfo;
import dev.daybook.event.Json;
import dev.daybook.event.Message;
import dev.daybook.event.Role;
import dev.daybook.event.ToolResult;
import dev.daybook.internal.json.JsonText;
import dev.daybook.read.ReadReport;
import dev.daybook.read.Transcript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The transcript that {@link ProviderRule} makes.
 *
 * @param seqs the seq of each message's entry: of one that was made to answer a call that of the
 *     speaker, of a snapshot's message the snapshot's
 */
public record AcceptedTranscript(
    List<Message> messages,
    List<Message.Call> openCalls,
    OptionalLong snapshotSeq,
    ReadReport report,
    List<Adjustment> adjustments,
    List<Long> seqs)
    implements Transcript {

  private static final String ORPHAN = "orphan_tool_call";

  public AcceptedTranscript {
    messages = List.copyOf(messages);
    openCalls = List.copyOf(openCalls);
    adjustments = List.copyOf(adjustments);
    seqs = List.copyOf(seqs);
  }

  /** Returns this conversation as that reading found it. */
  public Transcript read(ReadReport reading) {
    return new AcceptedTranscript(messages, openCalls, snapshotSeq, reading, adjustments, seqs);
  }

  @Override
  public List<ToolResult> repairs(String reason) {
    return openCalls.stream()
        .sorted(Comparator.comparing(Message.Call::id))
        .map(call -> repair(call, reason))
        .toList();
  }

  @Override
  public AcceptedTranscript closed(String reason) {
    List<Message> all = new ArrayList<>(messages);
    List<Long> itsSeqs = new ArrayList<>(seqs);
    List<Message.Call> last = unansweredOfLastSpeaker();
    List<Message.Call> recorded =
        openCalls.subList(openCalls.size() - last.size(), openCalls.size());
    IntStream.range(0, last.size())
        .boxed()
        .sorted(Comparator.comparing(i -> recorded.get(i).id()))
        .forEach(i -> {
          all.add(Message.tool(
              last.get(i).id(), Messages.of(repair(recorded.get(i), reason)).content()));
          itsSeqs.add(seqs.get(seqs.size() - 1));
        });
    return new AcceptedTranscript(all, List.of(), snapshotSeq, report, adjustments, itsSeqs);
  }

  @Override
  public AcceptedTranscript last(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count is negative: count=" + count);
    }
    int from = Math.max(0, messages.size() - count);
    return new AcceptedTranscript(
        messages.subList(from, messages.size()),
        openCalls,
        snapshotSeq,
        report,
        adjustments,
        seqs.subList(from, seqs.size()));
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

  /** Returns true if the other says the same, whatever entries it stands in. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AcceptedTranscript that
        && messages.equals(that.messages)
        && openCalls.equals(that.openCalls)
        && snapshotSeq.equals(that.snapshotSeq)
        && report.equals(that.report)
        && adjustments.equals(that.adjustments);
  }

  @Override
  public int hashCode() {
    return Objects.hash(messages, openCalls, snapshotSeq, report, adjustments);
  }

  private static ToolResult repair(Message.Call call, String reason) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("call_id", call.id());
    details.put("tool", call.name());
    details.put("reason", reason);
    return ToolResult.failed(
        call.id(), new ErrorInfo(ORPHAN, ProviderRule.NO_RESULT, new Json(JsonText.of(details))));
  }
}
