package dev.daybook.internal.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The sessions whose files are open: at most one for each id. A session enters when its file is
 * open and leaves only when the journal thread has closed it, so that no file ever has two writers,
 * however long closing takes.
 */
final class OpenSessions {

  private static final int STRIPES = 64;

  private final Map<String, SessionHandles> open = new ConcurrentHashMap<>();

  /** The trusted length of the files of sessions whose force failed. */
  private final Map<String, Long> forcedBytesOfFailed = new ConcurrentHashMap<>();

  /** The sessions that entered and that the journal thread has not seen yet. */
  private final Queue<OpenSession> entered = new ConcurrentLinkedQueue<>();

  private final Object[] stripes = new Object[STRIPES];
  private boolean refusesNew;

  OpenSessions() {
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Object();
    }
  }

  /** Returns a lock for opening that id: opening one file must not wait for another. */
  Object lockFor(String id) {
    return stripes[Math.floorMod(id.hashCode(), STRIPES)];
  }

  @Nullable
  SessionHandles get(String id) {
    return open.get(id);
  }

  /** Adds a session; returns false if the journal takes no more. */
  synchronized boolean add(SessionHandles handles) {
    String id = handles.session().id;
    if (refusesNew || open.containsKey(id)) {
      return false;
    }
    // first, so that the journal thread sees it here before anything that is asked of it
    entered.add(handles.session());
    open.put(id, handles);
    forcedBytesOfFailed.remove(id);
    return true;
  }

  /** Returns the number of sessions; may count those that come and go meanwhile. */
  int size() {
    return open.size();
  }

  /** Returns true if {@link #takeEntered} would return a session. */
  boolean hasEntered() {
    return !entered.isEmpty();
  }

  /** Returns the next session that entered, once; null if there is none. Journal thread only. */
  @Nullable
  OpenSession takeEntered() {
    return entered.poll();
  }

  synchronized void refuseNew() {
    refusesNew = true;
  }

  /**
   * Returns the number of bytes from the file's beginning that can be trusted to be on the device.
   * After a failure in this process the rest may be in memory alone, and a later force would not
   * report that.
   */
  long trustedBytes(String id) {
    return forcedBytesOfFailed.getOrDefault(id, Long.MAX_VALUE);
  }

  /** Removes a session whose file is closed. Journal thread only. */
  void closed(OpenSession session) {
    if (session.failure() != null) {
      forcedBytesOfFailed.put(session.id, session.coverage.trustedBytes());
    }
    SessionHandles handles = open.get(session.id);
    if (handles != null && handles.session() == session) {
      open.remove(session.id, handles);
    }
  }

  Collection<OpenSession> all() {
    return open.values().stream().map(SessionHandles::session).toList();
  }

  List<String> ids() {
    return List.copyOf(open.keySet());
  }
}
