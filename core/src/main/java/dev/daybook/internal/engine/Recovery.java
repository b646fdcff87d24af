package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.internal.file.AppendableFile;
import dev.daybook.internal.file.LastKnown;
import dev.daybook.internal.file.LostFileException;
import org.jspecify.annotations.Nullable;

/**
 * The recovery of one supervised session: a state machine that its {@link Supervisor} moves. It is
 * made with the session, so that a failure needs no memory to be supervised.
 *
 * <pre>
 * OPEN ──failed──► WAITING ──due──► TRYING ──tried──► READY ──taken──► OPEN
 *                     ▲                                 │
 *                     └──────── given up ───────────────┘
 * </pre>
 *
 * <p>A session that is closed meanwhile leaves WAITING at once, and otherwise when the attempt is
 * over. The supervisor's thread tries; the journal thread takes the file. If an attempt does not
 * get there, has failed, or is no longer wanted, the thread that finds that out gives it up, and
 * its file is closed: a file has one owner at any time.
 */
final class Recovery {

  /** The state of a recovery. */
  enum State {
    /** The session has not failed, or is closed. */
    OPEN,
    /** The session waits for its next attempt. */
    WAITING,
    /** The supervisor's thread opens the file, or the file is being closed again. */
    TRYING,
    /** The result of the attempt is on its way to the journal thread. */
    READY
  }

  final OpenSession session;
  final AppendableFile.Source source;
  private final Supervisor supervisor;

  // guarded by the supervisor's lock
  State state = State.OPEN;

  /** The wait before the last attempt or the next one; 0 while there was none. */
  long delayNanos;

  /** The wait before the next attempt if this one is given up. */
  long nextDelayNanos;

  long dueNanos;

  /** True if the session was closed during an attempt, which is then the last one. */
  boolean isReleased;

  /** The file that the attempt opened, and why it opened none. */
  @Nullable
  AppendableFile opened;

  @Nullable
  DaybookException notOpened;

  /** True if an attempt has found the file lost. */
  private boolean isLost;

  /**
   * The failure of the last attempt; null if none has failed since the session did. Read by any
   * thread.
   */
  volatile @Nullable DaybookException latestFailure;

  // journal thread only

  /** True if the session was forced since it was opened or reopened. */
  boolean hasForced;

  private boolean hasFailed;

  /** True if the session recovered in this batch, losing {@code lostEvents}. */
  boolean hasRecovered;

  long lostEvents;

  Recovery(OpenSession session, AppendableFile.Source source, Supervisor supervisor) {
    this.session = session;
    this.source = source;
    this.supervisor = supervisor;
    supervisor.makeRoom();
  }

  /**
   * Notes a failure of the session. Returns true if it continues an earlier one, because no force
   * has succeeded since: the session was never really back. Journal thread only.
   */
  boolean noteFailure() {
    boolean isRelapse = hasFailed && !hasForced;
    hasFailed = true;
    return isRelapse;
  }

  /** Opens the file again. Supervisor's thread only. */
  AppendableFile reopen() throws Exception {
    LastKnown known = session.lastKnown();
    try {
      return AppendableFile.reopened(
          source,
          new LastKnown(
              known.trustedBytes(),
              known.forcedBytes(),
              known.forcedSeq(),
              known.nextSeq(),
              known.isLost() || isLost));
    } catch (LostFileException lost) {
      isLost = true;
      throw lost;
    }
  }

  /**
   * Takes the file that the attempt opened, which is the caller's from now on; null if there is
   * none, or the attempt was given up.
   */
  @Nullable
  AppendableFile take() {
    AppendableFile file = supervisor.take(this);
    if (file != null) {
      isLost = false;
    }
    return file;
  }

  /** Gives the attempt up, if it is still on its way: its file is closed. Any thread. */
  void giveUp() {
    supervisor.giveUp(this);
  }
}
