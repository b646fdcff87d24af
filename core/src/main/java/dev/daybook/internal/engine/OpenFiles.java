package dev.daybook.internal.engine;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sessions whose files have a descriptor, least recently written first: at most so many. The
 * files of all others are evicted: they have no descriptor, and no bytes that are not forced. That
 * must be so, because the kernel reports an error of writing back only to descriptors that are open
 * at that time; a descriptor opened later may see a successful force.
 *
 * <p>Threads that open a session ask whether its file may stay open; all that is done to files is
 * done by the journal thread.
 */
final class OpenFiles {

  private final int max;
  private final Map<OpenSession, Boolean> byUse = new LinkedHashMap<>(16, 0.75f, true);
  private @Nullable OpenSession newest;

  OpenFiles(int max) {
    this.max = max;
  }

  /**
   * Notes that the session's file is used now, and open from now on.
   *
   * @return false if there are as many as there may be: another must be evicted first
   */
  synchronized boolean use(OpenSession session) {
    if (session != newest && byUse.get(session) == null) {
      if (byUse.size() >= max) {
        return false;
      }
      byUse.put(session, true);
    }
    newest = session;
    return true;
  }

  /** Removes the session, whose file has no descriptor any more. */
  synchronized void remove(OpenSession session) {
    byUse.remove(session);
    if (newest == session) {
      newest = null;
    }
  }

  /** Returns the least recently used session except that one; null if there is none. */
  synchronized @Nullable OpenSession leastRecentlyUsedExcept(OpenSession session) {
    Iterator<OpenSession> oldestFirst = byUse.keySet().iterator();
    while (oldestFirst.hasNext()) {
      OpenSession each = oldestFirst.next();
      if (each != session) {
        return each;
      }
    }
    return null;
  }
}
