package dev.daybook.journal;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions with unforced bytes, and when each must be forced although nobody waits. They stand
 * in the order in which they came to have such bytes, so the first is always the first that is due.
 * Journal thread only.
 */
final class ForceSchedule {

  private final Set<Appender> sessions = new LinkedHashSet<>();
  private final long intervalNanos;

  ForceSchedule(long intervalNanos) {
    this.intervalNanos = intervalNanos;
  }

  /** The session, which had no unforced bytes, has some now. */
  void add(Appender appender) {
    appender.dirtySinceNanos = System.nanoTime();
    sessions.add(appender);
  }

  /** The session was forced, or never will be. */
  void remove(Appender appender) {
    sessions.remove(appender);
  }

  /** A session whose interval is over, or null. */
  @Nullable
  Appender due() {
    Iterator<Appender> oldest = sessions.iterator();
    if (!oldest.hasNext()) {
      return null;
    }
    Appender first = oldest.next();
    return nanosUntilDue(first) <= 0 ? first : null;
  }

  /** How long nothing is due. */
  long nanosToNext() {
    Iterator<Appender> oldest = sessions.iterator();
    return oldest.hasNext() ? nanosUntilDue(oldest.next()) : Long.MAX_VALUE;
  }

  private long nanosUntilDue(Appender appender) {
    return intervalNanos - (System.nanoTime() - appender.dirtySinceNanos);
  }
}
