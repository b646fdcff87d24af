package dev.daybook.check;

import dev.daybook.event.Entry;
import dev.daybook.internal.check.PlacedFinding;

/** One of the checks of a diagnosis. It sees a session once, on one thread. */
interface Examination {

  /**
   * The place of an entry in its file.
   *
   * @param seq its seq
   * @param line its line, from 1
   * @param offset the offset of the line, in bytes from 0
   * @param bytes the line's length, its line feed included
   */
  record Position(long seq, long line, long offset, long bytes) {

    PlacedFinding finding(FindingKind kind, Object... namesAndValues) {
      return PlacedFinding.ofEntry(kind, seq, line, offset, bytes, namesAndValues);
    }
  }

  /** Takes the next entry. */
  void see(Entry entry, Position at);

  /** Reports what is still open, after the last entry. */
  default void end() {}
}
