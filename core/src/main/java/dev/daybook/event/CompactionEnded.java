package dev.daybook.event;

/**
 * A loop has shortened its conversation.
 *
 * @param loopId the loop
 * @param messagesBefore how many messages it had
 * @param messagesAfter how many it has
 * @param estimatedTokensBefore how long it was, in tokens
 * @param estimatedTokensAfter how long it is
 * @param loopsCompacted how many loops were shortened
 */
public record CompactionEnded(
    String loopId,
    long messagesBefore,
    long messagesAfter,
    long estimatedTokensBefore,
    long estimatedTokensAfter,
    long loopsCompacted)
    implements LoopEvent {
  public CompactionEnded {
    Check.present(loopId, CompactionEnded.class, "loop_id");
    Check.atLeast(0, messagesBefore, CompactionEnded.class, "messages_before");
    Check.atLeast(0, messagesAfter, CompactionEnded.class, "messages_after");
    Check.atLeast(0, estimatedTokensBefore, CompactionEnded.class, "estimated_tokens_before");
    Check.atLeast(0, estimatedTokensAfter, CompactionEnded.class, "estimated_tokens_after");
    Check.atLeast(0, loopsCompacted, CompactionEnded.class, "loops_compacted");
  }
}
