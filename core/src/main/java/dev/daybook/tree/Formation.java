package dev.daybook.tree;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How a session came to be: with its first loop, which is all that events show.
 *
 * @param firstLoopAt when that loop began
 */
public record Formation(Instant firstLoopAt) {
  public Formation {
    requireNonNull(firstLoopAt, "firstLoopAt");
  }
}
