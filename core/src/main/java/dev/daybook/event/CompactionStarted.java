package dev.daybook.event;

/**
 * A loop begins to shorten its conversation.
 *
 * @param loopId the loop
 * @param estimatedTokens how long it is, in tokens
 * @param messageCount how many messages it has
 */
public record CompactionStarted(String loopId, long estimatedTokens, long messageCount)
    implements LoopEvent {
  public CompactionStarted {
    Check.present(loopId, CompactionStarted.class, "loop_id");
    Check.atLeast(0, estimatedTokens, CompactionStarted.class, "estimated_tokens");
    Check.atLeast(0, messageCount, CompactionStarted.class, "message_count");
  }
}
