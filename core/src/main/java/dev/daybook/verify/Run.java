package dev.daybook.verify;

/** A run of adjacent entries with consecutive seqs. */
final class Run {

  final long first;
  final long line;
  final long offset;

  /** The length of the first entry, its line feed included. */
  final long firstBytes;

  /** The number of damaged lines between the entry before the run and its first entry. */
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

  /** Returns the offset behind its last byte, the last line feed included if there is one. */
  long end() {
    return end;
  }

  /** Returns true if a line feed ends it. */
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
