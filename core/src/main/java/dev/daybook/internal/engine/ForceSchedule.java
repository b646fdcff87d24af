package dev.daybook.internal.engine;

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
 * and overdue at three quarters, when it may not: so it has begun before the interval is over, on a
 * disk that keeps up. A session that is being forced is neither: its next force could only wait for
 * the end of this one, and would keep the journal thread waiting.
 */
final class ForceSchedule {

  private final Set<OpenSession> sessions = new LinkedHashSet<>();
  private final long dueNanos;
  private final long overdueNanos;

  ForceSchedule(long intervalNanos) {
    dueNanos = intervalNanos / 2;
    overdueNanos = dueNanos + intervalNanos / 4;
  }

  /** Adds a session that has unforced bytes, unless it is here. */
  void add(OpenSession session) {
    if (sessions.add(session)) {
      session.coverage.dirtySinceNanos = System.nanoTime();
    }
  }

  /** Removes a session that was forced, or never will be. */
  void remove(OpenSession session) {
    sessions.remove(session);
  }

  /** Returns a session whose force is due and can begin, or null. */
  @Nullable
  OpenSession due() {
    return ifOlder(oldestThatCanBegin(), dueNanos);
  }

  /** Returns a session whose force can begin and must not wait for events, or null. */
  @Nullable
  OpenSession overdue() {
    return ifOlder(oldestThatCanBegin(), overdueNanos);
  }

  /** Returns the time until a force that can begin is due, or without a thread for it, overdue. */
  long nanosToNext(boolean hasThread) {
    return nanosTo(hasThread ? dueNanos : overdueNanos, oldestThatCanBegin());
  }

  private static @Nullable OpenSession ifOlder(@Nullable OpenSession session, long nanos) {
    return nanosTo(nanos, session) <= 0 ? session : null;
  }

  private static long nanosTo(long nanos, @Nullable OpenSession session) {
    return session == null
        ? Long.MAX_VALUE
        : nanos - (System.nanoTime() - session.coverage.dirtySinceNanos);
  }

  /**
   * Returns the oldest session that is not being forced: at most as many precede it as there are
   * threads.
   */
  private @Nullable OpenSession oldestThatCanBegin() {
    for (OpenSession session : sessions) {
      if (!session.coverage.isBeingForced()) {
        return session;
      }
    }
    return null;
  }

  /** Returns the session that came first to have unforced bytes; null if none has. */
  @Nullable
  OpenSession oldest() {
    Iterator<OpenSession> inOrder = sessions.iterator();
    return inOrder.hasNext() ? inOrder.next() : null;
  }
}
