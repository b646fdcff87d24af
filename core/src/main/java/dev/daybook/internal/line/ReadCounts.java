package dev.daybook.internal.line;

import dev.daybook.read.BadLine;
import dev.daybook.read.ReadReport;
import java.util.List;

/** The report that a reading makes when it has ended. */
public record ReadCounts(
    long lines,
    long entries,
    long bytes,
    long tornTailBytes,
    long badLines,
    List<BadLine> firstBadLines)
    implements ReadReport {

  /** The report of a reading that met nothing. */
  public static final ReadCounts NONE = new ReadCounts(0, 0, 0, 0, 0, List.of());

  public ReadCounts {
    firstBadLines = List.copyOf(firstBadLines);
  }
}
