package dev.daybook.internal.usage;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The entries of a group of sessions that overlap, as far as they were read: what of them a further
 * session of the group has does not count again there. One thread.
 */
final class Repeats {

  private final Marks marks = new Marks();
  private final Set<String> families = new HashSet<>();

  /** The families with more than one session of the group: entries are compared within them. */
  private final Set<String> familiesOfSeveral = new HashSet<>();

  /** @param sessionIds the group's sessions */
  Repeats(List<String> sessionIds) {
    for (String id : sessionIds) {
      String family = Overlaps.family(id);
      if (!families.add(family)) {
        familiesOfSeveral.add(family);
      }
    }
  }

  /** Returns true if that entry of a session of that family was in an earlier session. */
  boolean has(String family, long mark, Instant ts) {
    return (isOfSeveral(family) && marks.contains(EntryMark.within(family, mark, ts)))
        || (families.size() > 1 && marks.contains(EntryMark.anywhere(mark, ts)));
  }

  /** Adds to a row what {@link #take} has to get of that entry, once its session is at its end. */
  void mark(String family, long mark, Instant ts, Marks.Row row) {
    if (isOfSeveral(family)) {
      row.add(EntryMark.within(family, mark, ts));
    }
    if (families.size() > 1) {
      row.add(EntryMark.anywhere(mark, ts));
    }
  }

  void take(Marks.Row row) {
    for (int i = 0; i < row.size(); i++) {
      marks.putIfAbsent(row.get(i), 0);
    }
  }

  private boolean isOfSeveral(String family) {
    return familiesOfSeveral.contains(family);
  }
}
