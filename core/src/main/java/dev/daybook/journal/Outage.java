package dev.daybook.journal;

import dev.daybook.event.DaybookException;
import org.jspecify.annotations.Nullable;

/**
 * The recovery state of a supervised session. It is made with the session, so that a failure needs
 * no memory to be supervised.
 */
final class Outage {

  /** The progress of a recovery. */
  enum State {
    /** The session has not failed. */
    NONE,
    /** The session waits for its next attempt. */
    WAITING,
    /** An attempt is under way, or its result is on the way to the journal thread. */
    TRYING
  }

  final Appender appender;

  /** The source that reopens the file. */
  final SessionFile.Source source;

  // guarded by the supervisor's lock
  State state = State.NONE;

  // as in LastKnown, which is made for each try: a failure needs no memory; isLost is set by a try
  // too
  long trustedBytes;
  long forcedBytes;
  long forcedSeq;
  long nextSeq;
  boolean isLost;

  /** The wait before the last attempt or the next one; 0 while there was none. */
  long delayNanos;

  long dueNanos;

  /** True if the session was closed during an attempt, which is then the last one. */
  boolean isReleased;

  /** The next outage of the same supervisor. */
  @Nullable
  Outage next;

  /**
   * The failure of the last attempt; null if none has failed since the session did. Read by any
   * thread.
   */
  volatile @Nullable DaybookException latestFailure;

  // journal thread only

  /** The last failure of the session, recovered or not. */
  @Nullable
  DaybookException lastFailure;

  /** True if the session was forced since it was opened or reopened. */
  boolean hasForced;

  private boolean hasFailed;

  /** True if the session recovered in this batch, losing {@code lostEvents}. */
  boolean hasRecovered;

  long lostEvents;

  /**
   * Notes a failure of the session. Returns true if it continues an earlier one, because no force
   * has succeeded since: the session was never really back.
   */
  boolean goesOn() {
    boolean goesOn = hasFailed && !hasForced;
    hasFailed = true;
    return goesOn;
  }

  Outage(Appender appender, SessionFile.Source source) {
    this.appender = appender;
    this.source = source;
  }

  /** Returns what the session knows of its file, for an attempt. */
  LastKnown known() {
    return new LastKnown(trustedBytes, forcedBytes, forcedSeq, nextSeq, isLost);
  }
}
