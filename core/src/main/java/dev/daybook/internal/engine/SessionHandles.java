package dev.daybook.internal.engine;

import dev.daybook.Session;
import org.jspecify.annotations.Nullable;

/**
 * The count of an open session's {@link Session} handles. A handle that is closed leaves; the last
 * one closes the session. Any thread.
 *
 * <p>Handles of watchers are counted separately: a session that its last recording handle leaves is
 * closed, even if it has watchers. A session that was never opened for recording stays open for its
 * watchers.
 */
final class SessionHandles {

  private final Journal journal;
  private final OpenSession session;

  // guarded by this
  private int recording;
  private int watching;

  /** The ack of the closing, once that has begun. */
  private @Nullable CloseAck closing;

  SessionHandles(Journal journal, OpenSession session) {
    this.journal = journal;
    this.session = session;
  }

  OpenSession session() {
    return session;
  }

  /**
   * Counts one handle more.
   *
   * @param records true for recording, false for watching alone
   * @return the handle; null if the session is being closed
   */
  synchronized @Nullable SessionHandle enter(boolean records) {
    if (closing != null || journal.isClosing()) {
      return null;
    }
    count(records, 1);
    return new SessionHandle(journal, this, records);
  }

  /**
   * Counts one handle less. The ack completes after a force of all that was recorded, and for the
   * last handle after the session's closing.
   */
  void leave(boolean records, CloseAck ack) {
    boolean isLast = countLeaving(records, ack);
    try {
      if (!isLast && !records) {
        ack.complete();
      } else {
        Request.Kind kind = isLast ? Request.Kind.CLOSE : Request.Kind.SYNC;
        if (!journal.requests().add(kind, session, ack)) {
          ack.fail(journal.closed());
        }
      }
    } catch (Throwable notAsked) {
      // the handle is as open as before; who waits for this closing waits in vain
      stay(records, isLast);
      ack.fail(Failures.WITHOUT_MEMORY);
      throw notAsked;
    }
  }

  /** Waits for a closing that has begun; its failure is reported to the caller that closed. */
  void awaitClosed(TimeLimit limit) {
    CloseAck ack;
    synchronized (this) {
      ack = closing;
    }
    if (ack != null) {
      ack.awaitSettled(limit, journal.thread(), session.id);
    }
  }

  private synchronized boolean countLeaving(boolean records, CloseAck ack) {
    if (closing != null) {
      return false;
    }
    count(records, -1);
    boolean isLast = recording == 0 && (records || watching == 0);
    // a session that failed for good is of no use to its other handles, and can be opened anew
    boolean isUseless = records && session.failure() != null && session.recovery == null;
    if (isLast || isUseless) {
      closing = ack;
      return true;
    }
    return false;
  }

  private synchronized void stay(boolean records, boolean wasLast) {
    count(records, 1);
    if (wasLast) {
      closing = null;
    }
  }

  private void count(boolean records, int handles) {
    if (records) {
      recording += handles;
    } else {
      watching += handles;
    }
  }
}
