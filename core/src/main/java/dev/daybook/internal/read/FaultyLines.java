package dev.daybook.internal.read;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.read.BadLine;

/** The bad line, or run of bad lines, that a reading reports. */
public record FaultyLines(
    long lineNumber,
    long offset,
    long lineBytes,
    long lines,
    boolean skipped,
    DaybookException fault)
    implements BadLine {

  /** Makes the report of one line. */
  public FaultyLines(
      long lineNumber, long offset, long lineBytes, boolean skipped, DaybookException fault) {
    this(lineNumber, offset, lineBytes, 1, skipped, fault);
  }

  /** Returns this report with one more line, which was skipped for the same reason. */
  FaultyLines with(long bytes) {
    return new FaultyLines(lineNumber, offset, lineBytes + bytes, lines + 1, skipped, fault);
  }

  @Override
  public boolean isUnfit() {
    return !skipped
        && fault.kind() != Kind.SEQ_GAP
        && fault.kind() != Kind.MISSING_CRC
        && fault.kind() != Kind.WRONG_SESSION;
  }
}
