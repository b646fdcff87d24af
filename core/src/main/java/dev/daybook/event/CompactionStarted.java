package dev.daybook.event;

/**
 * The start of a loop's compaction of its conversation.
 *
 * @param loopId the loop
 * @param estimatedTokens the length of the conversation, in tokens
 * @param messageCount the number of its messages
 */
public record CompactionStarted(String loopId, long estimatedTokens, long messageCount)
    implements LoopEvent {
  public CompactionStarted {
    Check.present(loopId, CompactionStarted.class, "loop_id");
    Check.atLeast(0, estimatedTokens, CompactionStarted.class, "estimated_tokens");
    Check.atLeast(0, messageCount, CompactionStarted.class, "message_count");
  }
}
