package dev.daybook.event;

/**
 * Entries of a session, both ends included.
 *
 * @param fromSeq the first of them
 * @param toSeq the last of them
 */
public record SeqRange(long fromSeq, long toSeq) {
  public SeqRange {
    Check.atLeast(0, fromSeq, SeqRange.class, "from_seq");
    Check.atLeast(0, toSeq, SeqRange.class, "to_seq");
    Check.atLeast(fromSeq, toSeq, SeqRange.class, "to_seq");
  }
}
