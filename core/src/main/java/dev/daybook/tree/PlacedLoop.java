package dev.daybook.tree;

import static java.util.Objects.requireNonNull;

/**
 * A loop with its depth in its session's tree.
 *
 * @param depth the number of its ancestors in the session
 * @param loop the loop
 */
public record PlacedLoop(int depth, Loop loop) {
  public PlacedLoop {
    requireNonNull(loop, "loop");
  }
}
