package dev.daybook.journal;

import dev.daybook.event.DaybookException;
import org.jspecify.annotations.Nullable;

/**
 * What brings a supervised session back after a failure. It is made with the session, so that a
 * failure needs no memory to be supervised.
 */
final class Outage {

  /** Where the session stands. */
  enum State {
    /** It has not failed. */
    NONE,
    /** It waits for its next try. */
    WAITING,
    /** A try is under way, or its result is on the way to the journal thread. */
    TRYING
  }

  final Appender appender;

  /** Opens the file again. */
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

  /** The wait before the last try or the next one; 0 while there was none. */
  long delayNanos;

  long dueNanos;

  /** Whether the session was closed while a try was under way: it is the last one. */
  boolean isReleased;

  /** The next outage of the same supervisor. */
  @Nullable
  Outage next;

  /** Why the last try failed; null if none has since the session failed. Read by any thread. */
  volatile @Nullable DaybookException latestFailure;

  // journal thread only

  /** Why the session failed the last time, whether or not it recovered. */
  @Nullable
  DaybookException lastFailure;

  /** Whether the session was forced since it was opened, or opened again. */
  boolean hasForced;

  private boolean hasFailed;

  /** Whether the session recovered in this batch, and how many events were lost. */
  boolean hasRecovered;

  long lostEvents;

  /**
   * The session has failed. Returns whether that goes on with an earlier failure, because nothing
   * was forced since: the session was never really back.
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

  /** What the session knows of its file; made for a try. */
  LastKnown known() {
    return new LastKnown(trustedBytes, forcedBytes, forcedSeq, nextSeq, isLost);
  }
}
