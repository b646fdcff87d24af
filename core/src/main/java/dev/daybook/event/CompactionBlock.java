package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * An overlay that decides which part of a loop a model sees from here on. The loop's messages stay
 * in the file.
 *
 * @param loopId the loop
 * @param keepFirst the first turns, kept as they are
 * @param keepCompacted the turns in between, summarized
 * @param keepRecent the last turns, kept as they are
 */
public record CompactionBlock(
    String loopId,
    @Nullable TurnRange keepFirst,
    @Nullable TurnMessages keepCompacted,
    @Nullable TurnMessages keepRecent)
    implements LoopEvent {
  public CompactionBlock {
    Check.present(loopId, CompactionBlock.class, "loop_id");
  }
}
