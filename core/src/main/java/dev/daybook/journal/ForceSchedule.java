package dev.daybook.journal;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions with unforced bytes, and the time by which each must be forced although no caller
 * waits. They stand in the order in which they came to have such bytes, so the first is always the
 * first that is due. Journal thread only.
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

  /** Adds a session that had no unforced bytes and has some now. */
  void add(Appender appender) {
    appender.dirtySinceNanos = System.nanoTime();
    sessions.add(appender);
  }

  /** Removes a session that was forced, or never will be. */
  void remove(Appender appender) {
    sessions.remove(appender);
  }

  /** Returns a session whose force is due and can begin, or null. */
  @Nullable
  Appender due() {
    return ifOlder(oldestThatCanBegin(), dueNanos);
  }

  /** Returns a session whose force must wait for nothing, or null. */
  @Nullable
  Appender overdue() {
    return ifOlder(oldest(), overdueNanos);
  }

  /** Returns the time until a force is due and can begin, or is overdue. */
  long nanosToNext(boolean hasThread) {
    Appender canBegin = hasThread ? oldestThatCanBegin() : null;
    return Math.min(nanosTo(dueNanos, canBegin), nanosTo(overdueNanos, oldest()));
  }

  private static @Nullable Appender ifOlder(@Nullable Appender appender, long nanos) {
    return nanosTo(nanos, appender) <= 0 ? appender : null;
  }

  private static long nanosTo(long nanos, @Nullable Appender appender) {
    return appender == null
        ? Long.MAX_VALUE
        : nanos - (System.nanoTime() - appender.dirtySinceNanos);
  }

  /**
   * Returns the oldest session that is not being forced: at most as many precede it as there are
   * threads.
   */
  private @Nullable Appender oldestThatCanBegin() {
    for (Appender appender : sessions) {
      if (!appender.isBeingForced()) {
        return appender;
      }
    }
    return null;
  }

  /** Returns the session that came first to have unforced bytes; null if none has. */
  @Nullable
  Appender oldest() {
    Iterator<Appender> inOrder = sessions.iterator();
    return inOrder.hasNext() ? inOrder.next() : null;
  }
}
