package dev.daybook.tree;

import static java.util.Objects.requireNonNull;

import dev.daybook.event.CompactionBlock;
import dev.daybook.event.TurnMessages;
import dev.daybook.event.TurnRange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a model is to see of a loop in place of its messages, which stay as they are.
 *
 * @param keepFirst the first turns, kept as they are
 * @param keepCompacted the turns in between, in few words
 * @param keepRecent the last turns, kept as they are
 * @param createdAt when it was laid over them
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
