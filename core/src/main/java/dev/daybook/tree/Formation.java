package dev.daybook.tree;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The creation of a session: it begins with its first loop, which is all that events show.
 *
 * @param firstLoopAt the start of that loop
 */
public record Formation(Instant firstLoopAt) {
  public Formation {
    requireNonNull(firstLoopAt, "firstLoopAt");
  }
}
