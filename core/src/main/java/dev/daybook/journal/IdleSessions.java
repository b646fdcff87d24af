package dev.daybook.journal;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions whose files are held, in the order in which they were used last, so that those that
 * are idle for long can be closed. Journal thread only. Where nothing is to be closed it holds
 * nothing.
 */
final class IdleSessions {

  private final Set<Appender> sessions = new LinkedHashSet<>();
  private final long idleNanos;

  /** @param idleNanos after how long a session is idle; {@link Long#MAX_VALUE} for never */
  IdleSessions(long idleNanos) {
    this.idleNanos = idleNanos;
  }

  /** The session was opened, or something was asked of it. */
  void used(Appender appender) {
    if (idleNanos < Long.MAX_VALUE) {
      sessions.remove(appender);
      appender.usedNanos = System.nanoTime();
      sessions.add(appender);
    }
  }

  /** The session's file is not held any more. */
  void remove(Appender appender) {
    sessions.remove(appender);
  }

  /** The session that is idle for the longest time, if that is long enough, or null. */
  @Nullable
  Appender due() {
    Appender first = first();
    return first != null && nanosTo(first) <= 0 ? first : null;
  }

  /** How long no session is due. */
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
