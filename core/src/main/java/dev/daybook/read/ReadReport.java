package dev.daybook.read;

import java.util.List;

/**
 * The report of a reading, of the whole file or the part of it that was read.
 *
 * @param lines complete lines
 * @param entries entries given to the fold
 * @param bytes bytes of the complete lines
 * @param tornTailBytes bytes after the last line feed: a line whose writing had not ended. Never
 *     part of the journal, never an error
 * @param badLines lines that were reported: of a lenient reading all that are bad or unfit, of a
 *     strict one those that are {@linkplain BadLine#isUnfit() unfit}, if it keeps them
 * @param firstBadLines the first {@value #MAX_KEPT} reports, of which one may be about many lines
 *     in a row; {@link ReadOptions#onBadLine} sees all
 */
public record ReadReport(
    long lines,
    long entries,
    long bytes,
    long tornTailBytes,
    long badLines,
    List<BadLine> firstBadLines) {

  /** The most bad lines that a report keeps, so that its size has a bound. */
  public static final int MAX_KEPT = 100;

  /** The report of a reading that met nothing. */
  public static final ReadReport EMPTY = new ReadReport(0, 0, 0, 0, 0, List.of());

  public ReadReport {
    firstBadLines = List.copyOf(firstBadLines);
  }
}
