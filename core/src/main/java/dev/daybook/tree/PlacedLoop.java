package dev.daybook.tree;

import static java.util.Objects.requireNonNull;

/**
 * A loop and how deep it stands in its session's tree.
 *
 * @param depth how many loops of the session are above it
 * @param loop the loop
 */
public record PlacedLoop(int depth, Loop loop) {
  public PlacedLoop {
    requireNonNull(loop, "loop");
  }
}
