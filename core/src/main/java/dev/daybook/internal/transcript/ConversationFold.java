package dev.daybook.internal.transcript;

import dev.daybook.event.Entry;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.Message;
import dev.daybook.event.SessionEvent;
import dev.daybook.read.Fold;
import dev.daybook.read.Transcript;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state behind a {@link dev.daybook.read.TranscriptFold}, which says what counts: the entries
 * that add to the conversation, and the newest snapshot.
 */
public final class ConversationFold implements Fold<Transcript> {

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
  public AcceptedTranscript result() {
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
  public static long lastCovered(long seq, HistoryCompaction compaction) {
    return Math.min(compaction.range().toSeq(), seq);
  }
}
