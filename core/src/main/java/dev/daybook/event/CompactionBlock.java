package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * What a model is to see of a loop from here on. It lies over the loop's messages, which stay.
 *
 * @param loopId the loop
 * @param keepFirst the first turns, kept as they are
 * @param keepCompacted the turns in between, in few words
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
