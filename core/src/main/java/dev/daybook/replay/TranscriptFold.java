package dev.daybook.replay;

import dev.daybook.event.Entry;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.Message;
import dev.daybook.event.SessionEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fold of all entries of a session to its conversation. Two types are snapshots, and the newest
 * of either kind counts:
 *
 * <ul>
 *   <li>{@code inference_completed} with input messages holds the conversation before its answer;
 *       entries from it on add to that, its answer first
 *   <li>{@code history_compaction} stands for the entries to the end of its range, or to itself if
 *       its range claims more; those after add to its summary, a system message
 * </ul>
 *
 * <p>Every entry that adds does so as it stands, whether a snapshot came before it or not:
 *
 * <ul>
 *   <li>{@code user_message}, {@code system_message} and {@code assistant_message} are messages,
 *       unless the model was cut off. {@code reasoning} is the thinking of the answer after it, if
 *       that has none of its own
 *   <li>{@code inference_completed} adds its answer
 *   <li>{@code tool_call} is a call of the last message that is no tool's, if that is an
 *       assistant's and waits for results or has none yet; or else of a new one without text
 *   <li>{@code tool_result} and {@code tool_blocked} are the answer of their call
 *   <li>{@code message_end} is a message. {@code turn_end} adds the messages of its turn that were
 *       not recorded before, {@code agent_end} those of its loop, so that a recorder may leave out
 *       the finer events
 *   <li>{@code parallel_loop_end} takes out the messages of the loops that were not chosen,
 *       {@code revert_applied} and {@code prune_applied} those that they name
 * </ul>
 *
 * <p>Nothing else adds anything. A message that events of several kinds record, one next to the
 * other, counts once; so does the result of one call. Messages that an application keeps for itself
 * are left out. What no provider would accept is moved, closed or left out at the end, and
 * reported: see {@link Transcript#adjustments}.
 *
 * <p>Holds every entry that adds, since a later compaction may need it; of the snapshots it holds
 * the newest. {@link SessionReader#transcript} feeds it no more than needed.
 */
public final class TranscriptFold implements Fold<Transcript> {

  private final List<Addition> recorded = new ArrayList<>();
  private List<Message> base = List.of();
  private long recordedMessages;
  private long lastCovered = -1;
  private @Nullable Long snapshotSeq;

  /** An event that adds to the conversation. */
  private record Addition(long seq, SessionEvent event) {}

  @Override
  public void accept(Entry entry) {
    SessionEvent event = entry.event();
    if (event instanceof InferenceCompleted inference && inference.isSnapshot()) {
      base = inference.inputMessages();
      lastCovered = entry.seq() - 1;
      snapshotSeq = entry.seq();
      // without what it repeats, which would add up to the square of the conversation
      event = inference.withoutInput();
    } else if (event instanceof HistoryCompaction compaction) {
      base = List.of(Message.system(compaction.summary()));
      lastCovered = lastCovered(entry.seq(), compaction);
      snapshotSeq = entry.seq();
    }
    if (Conversation.concerns(event)) {
      recorded.add(new Addition(entry.seq(), event));
      recordedMessages += TranscriptAudit.messagesIn(event);
    }
  }

  @Override
  public Transcript result() {
    Conversation conversation = new Conversation(snapshotSeq == null);
    for (Addition each : recorded) {
      if (each.seq() > lastCovered) {
        conversation.add(each.seq(), each.event());
      }
    }
    List<GrowingMessage> parts = new ArrayList<>();
    if (snapshotSeq != null) {
      base.forEach(message ->
          parts.add(new GrowingMessage(GrowingMessage.Carrier.SNAPSHOT, snapshotSeq, message)));
    }
    parts.addAll(conversation.parts());
    return ProviderRule.apply(parts, snapshotSeq);
  }

  /** Returns the seq of the last entry that a snapshot stands for; -1 without one. */
  long lastCovered() {
    return lastCovered;
  }

  /** Drops the entries that the newest snapshot stands for; returns the last seq of them. */
  long forgetCovered() {
    int covered = 0;
    while (covered < recorded.size() && recorded.get(covered).seq() <= lastCovered) {
      recordedMessages -= TranscriptAudit.messagesIn(recorded.get(covered).event());
      covered++;
    }
    recorded.subList(0, covered).clear();
    return lastCovered;
  }

  /** Returns an upper bound of the messages that it holds. */
  long size() {
    return base.size() + recordedMessages;
  }

  /** Returns the seq of the last entry that the compaction with that seq stands for. */
  static long lastCovered(long seq, HistoryCompaction compaction) {
    return Math.min(compaction.range().toSeq(), seq);
  }
}
