package dev.daybook.journal;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions with unforced bytes, and when each must be forced although nobody waits. They stand
 * in the order in which they came to have such bytes, so the first is always the first that is due.
 * Journal thread only.
 *
 * <p>A force is due at half the interval, when it may still wait for events to be written first,
 * and overdue at three quarters, when it may not: so it has begun before the interval is over.
 */
final class ForceSchedule {

  private final Set<Appender> sessions = new LinkedHashSet<>();
  private final long dueNanos;
  private final long overdueNanos;

  ForceSchedule(long intervalNanos) {
    dueNanos = intervalNanos / 2;
    overdueNanos = dueNanos + intervalNanos / 4;
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

  /** A session whose force is due and can begin, or null. */
  @Nullable
  Appender due() {
    Appender due = olderThan(dueNanos);
    return due == null || due.isBeingForced() ? null : due;
  }

  /** A session whose force must wait for nothing, or null. */
  @Nullable
  Appender overdue() {
    return olderThan(overdueNanos);
  }

  /** How long nothing is due that can begin, or overdue. */
  long nanosToNext(boolean hasThread) {
    Appender oldest = oldest();
    if (oldest == null) {
      return Long.MAX_VALUE;
    }
    boolean canBegin = hasThread && !oldest.isBeingForced();
    return (canBegin ? dueNanos : overdueNanos) - age(oldest);
  }

  private @Nullable Appender olderThan(long nanos) {
    Appender oldest = oldest();
    return oldest != null && age(oldest) >= nanos ? oldest : null;
  }

  private @Nullable Appender oldest() {
    Iterator<Appender> inOrder = sessions.iterator();
    return inOrder.hasNext() ? inOrder.next() : null;
  }

  private static long age(Appender appender) {
    return System.nanoTime() - appender.dirtySinceNanos;
  }
}
