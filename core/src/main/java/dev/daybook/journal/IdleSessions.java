package dev.daybook.journal;

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

  private final Set<Appender> sessions = new LinkedHashSet<>();
  private final long idleNanos;

  /**
   * @param idleNanos the time without use after which a session is idle; {@link Long#MAX_VALUE} for
   *     never
   */
  IdleSessions(long idleNanos) {
    this.idleNanos = idleNanos;
  }

  /** Moves the session to the end: it was opened, or used. */
  void used(Appender appender) {
    if (idleNanos < Long.MAX_VALUE) {
      sessions.remove(appender);
      appender.usedNanos = System.nanoTime();
      sessions.add(appender);
    }
  }

  /** Removes a session whose file is not held any more. */
  void remove(Appender appender) {
    sessions.remove(appender);
  }

  /** Returns the session that is idle for the longest time, if that is long enough, or null. */
  @Nullable
  Appender due() {
    Appender first = first();
    return first != null && nanosTo(first) <= 0 ? first : null;
  }

  /** Returns the time until a session is due. */
  long nanosToNext() {
    Appender first = first();
    return first == null ? Long.MAX_VALUE : nanosTo(first);
  }

  private long nanosTo(Appender appender) {
    return idleNanos - (System.nanoTime() - appender.usedNanos);
  }

  private @Nullable Appender first() {
    if (sessions.isEmpty()) {
      return null;
    }
    Iterator<Appender> inOrder = sessions.iterator();
    return inOrder.next();
  }
}
