package dev.daybook.internal.engine;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions whose files are held, in the order in which they were used last, so that those that
 * are idle for long can be closed. Journal thread only. Empty where sessions are never closed for
 * idleness.
 */
final class IdleSessions {

  private final Set<OpenSession> sessions = new LinkedHashSet<>();
  private final long idleNanos;

  /**
   * @param idleNanos the time without use after which a session is idle; {@link Long#MAX_VALUE} for
   *     never
   */
  IdleSessions(long idleNanos) {
    this.idleNanos = idleNanos;
  }

  /** Moves the session to the end: it was opened, or used. */
  void used(OpenSession session) {
    if (idleNanos < Long.MAX_VALUE) {
      sessions.remove(session);
      session.usedNanos = System.nanoTime();
      sessions.add(session);
    }
  }

  /** Removes a session whose file is not held any more. */
  void remove(OpenSession session) {
    sessions.remove(session);
  }

  /** Returns the session that is idle for the longest time, if that is long enough, or null. */
  @Nullable
  OpenSession due() {
    OpenSession first = first();
    return first != null && nanosTo(first) <= 0 ? first : null;
  }

  /** Returns the time until a session is due. */
  long nanosToNext() {
    OpenSession first = first();
    return first == null ? Long.MAX_VALUE : nanosTo(first);
  }

  private long nanosTo(OpenSession session) {
    return idleNanos - (System.nanoTime() - session.usedNanos);
  }

  private @Nullable OpenSession first() {
    if (sessions.isEmpty()) {
      return null;
    }
    Iterator<OpenSession> inOrder = sessions.iterator();
    return inOrder.next();
  }
}
