package dev.daybook.journal;

import dev.daybook.event.DaybookException;
import org.jspecify.annotations.Nullable;

/**
 * Events of one session that could not be written, so that the next sync tells of them, or the
 * closing: those that were accepted and that nobody waited for, and those that a failure cost from
 * which the session recovered. Journal thread only.
 */
final class Rejects {

  private long rejected;
  private long lost;
  private @Nullable DaybookException first;

  /** An event could not be written. */
  void add(DaybookException why) {
    rejected++;
    keep(why);
  }

  /** So many were lost, and the file tells. */
  void addLost(DaybookException why, long events) {
    lost += events;
    keep(why);
  }

  /** The entry that told of so many lost ones is lost itself: they will be added again. */
  void takeBackLost(long events) {
    lost -= Math.min(lost, events);
    if (lost + rejected == 0) {
      first = null;
    }
  }

  private void keep(DaybookException why) {
    if (first == null) {
      first = why;
    }
  }

  /** What is to be told, once; null if there is nothing. */
  @Nullable
  DaybookException take(String sessionId) {
    DaybookException why = first;
    if (why == null) {
      return null;
    }
    long events = rejected + lost;
    first = null;
    rejected = 0;
    lost = 0;
    return DaybookException.causedBy(
        why,
        why.kind(),
        "events recorded before this could not be written; all others are where this call promises",
        "session",
        sessionId,
        "events",
        events,
        "first",
        String.valueOf(why.getMessage()));
  }
}
