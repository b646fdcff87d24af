package dev.daybook.internal.transcript;

import dev.daybook.event.BranchSwitched;
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
 * that add to the conversation, the snapshots, since a switch of branches may bring back an older
 * one, and the newest switch.
 */
public final class ConversationFold implements Fold<Transcript> {

  private final List<Addition> recorded = new ArrayList<>();
  private final List<Snapshot> snapshots = new ArrayList<>();
  private List<Message> newestBase = List.of();
  private long recordedMessages;
  private @Nullable Branch branch;

  /** An event that adds to the conversation. */
  private record Addition(long seq, SessionEvent event) {}

  @Override
  public void accept(Entry entry) {
    SessionEvent event = entry.event();
    if (event instanceof InferenceCompleted inference && inference.isSnapshot()) {
      add(entry.seq(), entry.seq() - 1, inference.inputMessages());
      // without what it repeats, which would add up to the square of the conversation
      event = inference.withoutInput();
    } else if (event instanceof HistoryCompaction compaction) {
      add(
          entry.seq(),
          lastCovered(entry.seq(), compaction),
          List.of(Message.system(compaction.summary())));
    } else if (event instanceof BranchSwitched switched) {
      branch = new Branch(entry.seq(), switched);
    }
    if (Conversation.concerns(event)) {
      recorded.add(new Addition(entry.seq(), event));
      recordedMessages += TranscriptAudit.messagesIn(event);
    }
  }

  private void add(long seq, long lastCovered, List<Message> base) {
    Snapshot before = snapshots.isEmpty() ? null : snapshots.get(snapshots.size() - 1);
    snapshots.add(Snapshot.of(seq, lastCovered, base, before, newestBase));
    newestBase = base;
  }

  @Override
  public AcceptedTranscript result() {
    Snapshot snapshot = newestThatCounts();
    long lastCovered = snapshot == null ? -1 : snapshot.lastCovered();
    Conversation conversation = new Conversation(snapshot == null);
    for (Addition each : recorded) {
      if (each.seq() > lastCovered && counts(each.seq())) {
        conversation.add(each.seq(), each.event());
      }
    }
    List<GrowingMessage> parts = new ArrayList<>();
    if (snapshot != null) {
      for (Message message : snapshot.messages()) {
        parts.add(new GrowingMessage(GrowingMessage.Carrier.SNAPSHOT, snapshot.seq(), message));
      }
    }
    parts.addAll(conversation.parts());
    return ProviderRule.apply(parts, snapshot == null ? null : snapshot.seq());
  }

  private @Nullable Snapshot newestThatCounts() {
    for (int i = snapshots.size() - 1; i >= 0; i--) {
      if (counts(snapshots.get(i).seq())) {
        return snapshots.get(i);
      }
    }
    return null;
  }

  private boolean counts(long seq) {
    return branch == null || branch.holds(seq);
  }

  /** Returns the seq of the first entry that the conversation may need. */
  long firstNeeded() {
    Snapshot snapshot = newestThatCounts();
    long uncovered = snapshot == null ? 0 : snapshot.lastCovered() + 1;
    return branch == null ? uncovered : Math.max(uncovered, branch.firstSeq());
  }

  /**
   * Drops the entries that the snapshot at the beginning of the conversation stands for, which a
   * later switch could bring back; returns the last seq of them, -1 if there is none.
   */
  long forgetCovered() {
    Snapshot snapshot = newestThatCounts();
    if (snapshot == null) {
      return -1;
    }
    long lastCovered = snapshot.lastCovered();
    int covered = 0;
    while (covered < recorded.size() && recorded.get(covered).seq() <= lastCovered) {
      recordedMessages -= TranscriptAudit.messagesIn(recorded.get(covered).event());
      covered++;
    }
    recorded.subList(0, covered).clear();
    // a compaction may cover itself
    snapshots.removeIf(each -> each.seq() < snapshot.seq() && each.seq() <= lastCovered);
    snapshots.replaceAll(Snapshot::alone);
    return lastCovered;
  }

  /** Returns an upper bound of the messages that it holds. */
  long size() {
    long size = recordedMessages + newestBase.size();
    for (Snapshot each : snapshots) {
      size += each.ownMessages();
    }
    return size;
  }

  /** Returns the seq of the last entry that the compaction with that seq stands for. */
  public static long lastCovered(long seq, HistoryCompaction compaction) {
    return Math.min(compaction.range().toSeq(), seq);
  }
}
