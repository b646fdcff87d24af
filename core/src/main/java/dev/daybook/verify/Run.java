package dev.daybook.verify;

/** Entries whose seqs follow each other and that stand in a row, with nothing between them. */
final class Run {

  final long first;
  final long line;
  final long offset;

  /** The length of the first one, its line feed included. */
  final long firstBytes;

  /** Damaged lines between the entry before it in the file and the first one. */
  final long damagedBefore;

  private long last;
  private long end;
  private boolean endsLine;

  Run(Part part, long damagedBefore) {
    this.first = part.seq();
    this.line = part.line();
    this.offset = part.offset();
    this.firstBytes = part.bytes();
    this.damagedBefore = damagedBefore;
    extend(part);
  }

  long last() {
    return last;
  }

  /** Behind its last byte, the last line feed included if there is one. */
  long end() {
    return end;
  }

  /** Whether a line feed ends it. */
  boolean endsLine() {
    return endsLine;
  }

  boolean covers(long seq) {
    return first <= seq && seq <= last;
  }

  boolean isContinuedBy(Part part) {
    return endsLine && part.offset() == end && part.seq() - 1 == last;
  }

  void extend(Part part) {
    last = part.seq();
    end = part.offset() + part.bytes();
    endsLine = part.isLine();
  }
}
