package dev.daybook.event;

/**
 * A range of a session's entries, both ends included.
 *
 * @param fromSeq the sequence of the first entry
 * @param toSeq the sequence of the last entry
 */
public record SeqRange(long fromSeq, long toSeq) {
  public SeqRange {
    Check.atLeast(0, fromSeq, SeqRange.class, "from_seq");
    Check.atLeast(0, toSeq, SeqRange.class, "to_seq");
    Check.atLeast(fromSeq, toSeq, SeqRange.class, "to_seq");
  }
}
