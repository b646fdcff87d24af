package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A removal of messages from a conversation, with their times, so that a later run can remove the
 * same ones.
 *
 * @param loopId the loop
 * @param tokensRemoved the number of tokens in them
 * @param messagesRemoved the number of removed messages
 * @param memo the text to remember them by
 * @param prunedTimestamps their times, in milliseconds since 1970
 */
public record PruneApplied(
    String loopId,
    long tokensRemoved,
    long messagesRemoved,
    @Nullable String memo,
    List<Long> prunedTimestamps)
    implements LoopEvent {

  /**
   * Returns a builder of one, which says what is required. {@link PruneAppliedBuilder#of} makes one
   * of a record.
   */
  public static PruneAppliedBuilder builder() {
    return new PruneAppliedBuilder();
  }

  public PruneApplied {
    Check.present(loopId, PruneApplied.class, "loop_id");
    Check.atLeast(0, tokensRemoved, PruneApplied.class, "tokens_removed");
    Check.atLeast(0, messagesRemoved, PruneApplied.class, "messages_removed");
    prunedTimestamps = Check.list(prunedTimestamps, PruneApplied.class, "pruned_timestamps");
  }
}
