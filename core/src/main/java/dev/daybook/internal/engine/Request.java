package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A request to the journal thread that is no event. It is answered when everything has been taken
 * that was in the ring before it.
 */
final class Request {

  /** The work that a request asks of the journal thread. */
  enum Kind {
    /** Acknowledge what this session recorded before. */
    SYNC,
    /** Write the gap entry that this session owes. */
    GAP,
    /** Hold this session's file, if it was given back because the session was idle. */
    HOLD,
    /** Acknowledge what this session recorded before, then close it. */
    CLOSE,
    /** Go on with this session's file, which was opened again after a failure, or could not be. */
    REOPENED,
    /** Acknowledge what every session recorded before. */
    SYNC_ALL,
    /**
     * Acknowledge what every session recorded before, then close them all and end the journal
     * thread.
     */
    STOP
  }

  final Kind kind;

  /** The session it is about; null if it is about all. */
  final @Nullable OpenSession session;

  /** The ack that waits for the answer; null if no caller does. */
  final @Nullable Ack ack;

  /**
   * The ring sequence that was claimed last when the request was made; {@link Requests} sets it.
   */
  long behind;

  private final AtomicBoolean isRefused = new AtomicBoolean();

  /** The next request of the same session in this batch; set and read by the journal thread. */
  @Nullable
  Request nextOfSession;

  Request(Kind kind, @Nullable OpenSession session, @Nullable Ack ack) {
    this.kind = kind;
    this.session = session;
    this.ack = ack;
  }

  /**
   * Answers that the request will not be met: once, by whichever thread comes first. If memory
   * lacks for that, it can be tried again.
   */
  void refuse(DaybookException why) {
    if (!isRefused.compareAndSet(false, true)) {
      return;
    }
    try {
      if (ack != null) {
        ack.fail(why);
      }
      if (kind == Kind.REOPENED && session != null && session.recovery != null) {
        session.recovery.giveUp();
      }
    } catch (OutOfMemoryError noMemory) {
      isRefused.set(false);
      throw noMemory;
    }
  }
}
