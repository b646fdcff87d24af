package dev.daybook.internal.check;

import dev.daybook.check.Finding;
import dev.daybook.check.FindingKind;

/**
 * A run of adjacent entries of the session with consecutive seqs, at its place in the file. It
 * begins with one entry.
 */
final class EntryRun {

  final long first;
  final long line;
  final long offset;

  /** The length of the first entry, its line feed excluded. */
  final int firstLength;

  /** The length of the first entry, with its line feed if it has one. */
  final long firstBytes;

  /** The number of damaged lines between the entry before the run and its first entry. */
  long damagedBefore;

  private long last;
  private long end;
  private boolean endsLine;

  /**
   * Begins a run with an entry.
   *
   * @param seq its seq
   * @param line its line, from 1
   * @param offset its first byte
   * @param length its length in bytes, its line feed excluded
   * @param isLine true if it is a whole line, ended by a line feed
   */
  EntryRun(long seq, long line, long offset, int length, boolean isLine) {
    this.first = seq;
    this.line = line;
    this.offset = offset;
    this.firstLength = length;
    this.firstBytes = length + (isLine ? 1L : 0L);
    this.last = seq;
    this.end = offset + firstBytes;
    this.endsLine = isLine;
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

  boolean isContinuedBy(EntryRun next) {
    return endsLine && next.offset == end && next.first - 1 == last;
  }

  void extend(EntryRun next) {
    last = next.last;
    end = next.end;
    endsLine = next.endsLine;
  }

  /** Returns a finding about the first entry. */
  Finding finding(FindingKind kind, Object... namesAndValues) {
    return PlacedFinding.ofEntry(kind, first, line, offset, firstBytes, namesAndValues);
  }
}
