package dev.daybook.tree;

import static java.util.Objects.requireNonNull;

import dev.daybook.event.CompactionBlock;
import dev.daybook.event.TurnMessages;
import dev.daybook.event.TurnRange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The shortened view of a loop that a model sees in place of its messages, which stay unchanged.
 *
 * @param keepFirst the first turns, unchanged
 * @param keepCompacted the turns in between, in few words
 * @param keepRecent the last turns, unchanged
 * @param createdAt the time of the compaction
 */
public record CompactionOverlay(
    @Nullable TurnRange keepFirst,
    @Nullable TurnMessages keepCompacted,
    @Nullable TurnMessages keepRecent,
    Instant createdAt) {

  static CompactionOverlay of(CompactionBlock block, Instant ts) {
    return new CompactionOverlay(block.keepFirst(), block.keepCompacted(), block.keepRecent(), ts);
  }

  public CompactionOverlay {
    requireNonNull(createdAt, "createdAt");
  }
}
