package dev.daybook.journal;

import dev.daybook.event.DaybookException;
import org.jspecify.annotations.Nullable;

/**
 * Accepted events that could not be written and had no waiter to notify, and events lost to a
 * failure from which the session recovered. The next sync or close of the session throws once on
 * their behalf. Journal thread only.
 */
final class Rejects {

  private long rejected;
  private long lost;
  private @Nullable DaybookException first;

  /** Adds an event that could not be written. */
  void add(DaybookException why) {
    rejected++;
    keep(why);
  }

  /** Adds lost events that a gap entry in the file counts. */
  void addLost(DaybookException why, long events) {
    lost += events;
    keep(why);
  }

  /** Subtracts lost events whose gap entry is lost itself: they will be added again. */
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

  /** Returns the exception to report, once; null if there is none. */
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
