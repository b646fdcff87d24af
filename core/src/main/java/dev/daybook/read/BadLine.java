package dev.daybook.read;

import dev.daybook.DaybookException;

/**
 * A line that is no entry, or an entry that may not follow the one before it, or one whose data
 * does not fit its type. Adjacent lines that are no entries for the very same reason are one.
 * Immutable.
 */
public interface BadLine {

  /**
   * Returns the line's number in the file, from 1; 0 where the reading did not begin with the
   * file's first line and so could not count.
   */
  long lineNumber();

  /** Returns the offset of its first byte, from 0. */
  long offset();

  /** Returns the length in bytes of all these lines together, line feeds included. */
  long lineBytes();

  /** Returns the number of adjacent lines, from there. */
  long lines();

  /**
   * Returns true if the line's entry is missing from the fold. A line that is sound in itself but
   * breaks the order of seq is kept, and so is one that {@link #isUnfit()}, or that has no
   * checksum.
   */
  boolean skipped();

  /** Returns the reason that it is bad. */
  DaybookException fault();

  /**
   * Returns true if the line is undamaged and in its place, but its data does not fit what its type
   * is now, so that its entry was given as {@code Unknown}.
   */
  boolean isUnfit();
}
