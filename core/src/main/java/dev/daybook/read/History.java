package dev.daybook.read;

import dev.daybook.event.Entry;
import dev.daybook.event.SessionEvent;
import java.util.Comparator;
import java.util.List;

/**
 * All entries of a session in memory, in the order of its file.
 *
 * @param entries unmodifiable
 * @param report the report of the reading
 */
public record History(List<Entry> entries, ReadReport report) {

  public History {
    entries = List.copyOf(entries);
  }

  /** Returns the events without their envelopes. */
  public List<SessionEvent> events() {
    return entries.stream().map(Entry::event).toList();
  }

  /**
   * Returns the entries in the order of their seq; those of equal seq stay in the order of the
   * file. In a file that a strict reading accepts the two orders are one.
   */
  public History bySeq() {
    return new History(
        entries.stream().sorted(Comparator.comparingLong(Entry::seq)).toList(), report);
  }
}
