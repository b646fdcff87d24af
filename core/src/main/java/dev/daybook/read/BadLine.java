package dev.daybook.read;

import dev.daybook.DaybookException;

/**
 * A line that is no entry, or an entry that may not follow the one before it, or one whose data
 * does not fit its type. Adjacent lines that are no entries for the very same reason are one.
 *
 * @param lineNumber the line's number in the file, from 1; 0 where the reading did not begin with
 *     the file's first line and so could not count
 * @param offset the offset of its first byte, from 0
 * @param lineBytes the length in bytes of all these lines together, line feeds included
 * @param lines the number of adjacent lines, from there
 * @param skipped true if the line's entry is missing from the fold; a line that is sound in itself
 *     but breaks the order of seq is kept, and so is one that {@link #isUnfit()}, or that has no
 *     checksum
 * @param fault the reason that it is bad
 */
public record BadLine(
    long lineNumber,
    long offset,
    long lineBytes,
    long lines,
    boolean skipped,
    DaybookException fault) {

  /** Returns true if adjacent lines that were skipped for these two reasons are reported as one. */
  public static boolean isSame(DaybookException reason, DaybookException next) {
    return reason == next
        || (reason.kind() == next.kind()
            && reason.details().equals(next.details())
            && String.valueOf(reason.getMessage()).equals(next.getMessage()));
  }

  /** Returns this report with one more line, which was skipped for the same reason. */
  public BadLine with(long bytes) {
    return new BadLine(lineNumber, offset, lineBytes + bytes, lines + 1, skipped, fault);
  }

  /**
   * Returns true if the line is undamaged and in its place, but its data does not fit what its type
   * is now, so that its entry was given as {@code Unknown}.
   */
  public boolean isUnfit() {
    return !skipped
        && fault.kind() != DaybookException.Kind.SEQ_GAP
        && fault.kind() != DaybookException.Kind.MISSING_CRC
        && fault.kind() != DaybookException.Kind.WRONG_SESSION;
  }
}
