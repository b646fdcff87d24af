package dev.daybook.replay;

import dev.daybook.event.DaybookException;

/**
 * A line that is no entry, or no entry that may follow the one before it, or one whose data does
 * not fit its type.
 *
 * @param lineNumber which line of the file, from 1; 0 where the reading did not begin with the
 *     file's first line, so that nobody counted
 * @param offset where it begins, in bytes from 0
 * @param lineBytes how long it is, its line feed included
 * @param skipped whether the line's entry is missing from the fold; a line that is sound in itself
 *     but breaks the order of seq is kept, and so is one that {@link #isUnfit()}
 * @param fault what is wrong with it
 */
public record BadLine(
    long lineNumber, long offset, long lineBytes, boolean skipped, DaybookException fault) {

  /**
   * Whether it is no damage: the line is what was recorded, in its place, but its data does not fit
   * what its type is now, so that its entry was given as {@code Unknown}.
   */
  public boolean isUnfit() {
    return !skipped
        && fault.kind() != DaybookException.Kind.SEQ_GAP
        && fault.kind() != DaybookException.Kind.WRONG_SESSION;
  }
}
