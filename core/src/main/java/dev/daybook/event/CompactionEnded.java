package dev.daybook.event;

/**
 * The end of a loop's compaction of its conversation.
 *
 * @param loopId the loop
 * @param messagesBefore the number of messages before the compaction
 * @param messagesAfter the number of messages after it
 * @param estimatedTokensBefore the length before it, in tokens
 * @param estimatedTokensAfter the length after it, in tokens
 * @param loopsCompacted the number of loops that were compacted
 */
public record CompactionEnded(
    String loopId,
    long messagesBefore,
    long messagesAfter,
    long estimatedTokensBefore,
    long estimatedTokensAfter,
    long loopsCompacted)
    implements LoopEvent {

  /**
   * Returns a builder of one, which says what is required. {@link CompactionEndedBuilder#of} makes
   * one of a record.
   */
  public static CompactionEndedBuilder builder() {
    return new CompactionEndedBuilder();
  }

  public CompactionEnded {
    Check.present(loopId, CompactionEnded.class, "loop_id");
    Check.atLeast(0, messagesBefore, CompactionEnded.class, "messages_before");
    Check.atLeast(0, messagesAfter, CompactionEnded.class, "messages_after");
    Check.atLeast(0, estimatedTokensBefore, CompactionEnded.class, "estimated_tokens_before");
    Check.atLeast(0, estimatedTokensAfter, CompactionEnded.class, "estimated_tokens_after");
    Check.atLeast(0, loopsCompacted, CompactionEnded.class, "loops_compacted");
  }
}
