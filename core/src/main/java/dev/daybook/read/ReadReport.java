package dev.daybook.read;

import java.util.List;

/** The report of a reading, of the whole file or the part of it that was read. Immutable. */
public interface ReadReport {

  /** The most bad lines that a report keeps, so that its size has a bound. */
  int MAX_KEPT = 100;

  /** Returns the number of complete lines. */
  long lines();

  /** Returns the number of entries given to the fold. */
  long entries();

  /** Returns the number of bytes of the complete lines. */
  long bytes();

  /**
   * Returns the number of bytes after the last line feed: a line whose writing had not ended. It is
   * never an entry, and no reading fails for it. A line that was whole once and lost its end looks
   * the same; a verification or diagnosis of the daybook reports that as {@code FILE_SHORTENED}.
   */
  long tornTailBytes();

  /**
   * Returns the number of lines that were reported: of a lenient reading all that are bad or unfit,
   * of a strict one those that are {@linkplain BadLine#isUnfit() unfit}, if it keeps them.
   */
  long badLines();

  /**
   * Returns the first {@value #MAX_KEPT} reports, of which one may be about many lines in a row;
   * {@link ReadOptions#onBadLine} sees all.
   */
  List<BadLine> firstBadLines();
}
