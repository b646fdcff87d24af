package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages were taken out of a conversation; with their times, so that a later run can take out the
 * same.
 *
 * @param loopId the loop
 * @param tokensRemoved how many tokens they had
 * @param messagesRemoved how many they were
 * @param memo what to remember of them
 * @param prunedTimestamps their times, in milliseconds since 1970
 */
public record PruneApplied(
    String loopId,
    long tokensRemoved,
    long messagesRemoved,
    @Nullable String memo,
    List<Long> prunedTimestamps)
    implements LoopEvent {
  public PruneApplied {
    Check.present(loopId, PruneApplied.class, "loop_id");
    Check.atLeast(0, tokensRemoved, PruneApplied.class, "tokens_removed");
    Check.atLeast(0, messagesRemoved, PruneApplied.class, "messages_removed");
    prunedTimestamps = Check.list(prunedTimestamps, PruneApplied.class, "pruned_timestamps");
  }
}
