package dev.daybook.replay;

import dev.daybook.event.DaybookException;

/**
 * A line that is no entry, or no entry that may follow the one before it, or one whose data does
 * not fit its type. Lines in a row that are no entries for the very same reason are one.
 *
 * @param lineNumber which line of the file, from 1; 0 where the reading did not begin with the
 *     file's first line, so that nobody counted
 * @param offset where it begins, in bytes from 0
 * @param lineBytes how long it is, its line feed included; all of them
 * @param lines how many lines in a row it is, from there
 * @param skipped whether the line's entry is missing from the fold; a line that is sound in itself
 *     but breaks the order of seq is kept, and so is one that {@link #isUnfit()}
 * @param fault what is wrong with it
 */
public record BadLine(
    long lineNumber,
    long offset,
    long lineBytes,
    long lines,
    boolean skipped,
    DaybookException fault) {

  /** Whether a line that was skipped for that reason is one with a line that was for this one. */
  public static boolean isSame(DaybookException reason, DaybookException next) {
    return reason == next
        || (reason.kind() == next.kind()
            && reason.details().equals(next.details())
            && String.valueOf(reason.getMessage()).equals(next.getMessage()));
  }

  /** The same with one more line, which was skipped for the same reason. */
  public BadLine with(long bytes) {
    return new BadLine(lineNumber, offset, lineBytes + bytes, lines + 1, skipped, fault);
  }

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
