package dev.daybook.journal;

import dev.daybook.event.DaybookException;
import org.jspecify.annotations.Nullable;

/**
 * An open session, which all its {@link Session} handles share, and the count of those handles. A
 * handle that is closed leaves; the last one closes the session. Any thread; no lock is held while
 * the ring has no room.
 *
 * <p>Handles of watchers are counted separately: a session that its last recording handle leaves is
 * closed, even if it has watchers. A session that was never opened for recording stays open for its
 * watchers.
 */
final class OpenSession {

  private final Journal journal;
  private final Appender appender;

  // guarded by this
  private int recording;
  private int watching;

  /** The ack of the closing, once that has begun. */
  private @Nullable CloseAck closing;

  OpenSession(Journal journal, Appender appender) {
    this.journal = journal;
    this.appender = appender;
  }

  String id() {
    return appender.id;
  }

  Appender appender() {
    return appender;
  }

  /**
   * Counts one handle more.
   *
   * @param records true for recording, false for watching alone
   * @return the handle; null if the session is being closed
   */
  synchronized @Nullable Session enter(boolean records) {
    if (closing != null || journal.isClosing()) {
      return null;
    }
    count(records, 1);
    return new Session(journal, this, records);
  }

  /**
   * Counts one handle less. The ack completes after a force of all that was recorded, and for the
   * last handle after the session's closing.
   *
   * @throws DaybookException {@code CLOSE_TIMEOUT} if the ring has no room: nothing has changed
   */
  void leave(boolean records, CloseAck ack, TimeLimit limit) {
    boolean isLast = countLeaving(records, ack);
    try {
      if (!isLast && !records) {
        ack.complete();
      } else {
        Slot.Kind kind = isLast ? Slot.Kind.CLOSE : Slot.Kind.SYNC;
        if (!journal.request(kind, appender, ack, limit)) {
          ack.fail(journal.closed());
        }
      }
    } catch (Throwable notAsked) {
      stay(records, isLast);
      DaybookException timeout = CloseAck.timeout(id(), limit);
      // who waits for this closing waits in vain
      ack.fail(timeout);
      if (notAsked instanceof DaybookException) {
        throw timeout;
      }
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
      ack.awaitSettled(limit, journal.thread(), id());
    }
  }

  private synchronized boolean countLeaving(boolean records, CloseAck ack) {
    if (closing != null) {
      return false;
    }
    count(records, -1);
    boolean isLast = recording == 0 && (records || watching == 0);
    // a session that failed for good is of no use to its other handles, and can be opened anew
    boolean isUseless = records && appender.failure() != null && appender.outage == null;
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
