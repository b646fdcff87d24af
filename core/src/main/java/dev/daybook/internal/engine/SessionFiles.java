package dev.daybook.internal.engine;

import static java.util.Objects.requireNonNull;

import dev.daybook.DaybookException;
import dev.daybook.internal.file.LostFileException;
import dev.daybook.internal.json.BatchEncoder;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of the open sessions: what is done to them beside appending, and what comes of it. They
 * are forced, evicted to make room for others, given back when idle, and closed; and whatever fails
 * is settled in {@link #fail}. Journal thread only.
 */
final class SessionFiles implements AutoCloseable {

  /** The most files closed between two batches, since closing a file takes a while. */
  private static final int MAX_IDLE_CLOSED = 16;

  /** The time for which the journal thread forces what no caller waits for, between two batches. */
  private static final long MAX_FORCING_NANOS = 10_000_000;

  private final Barrier barrier;
  private final OpenFiles files;
  private final IdleSessions idle;
  private final OpenSessions sessions;
  private final Supervisor supervisor;
  private final Notices notices;
  private final long slowForceNanos;

  SessionFiles(
      JournalOptions options,
      Barrier barrier,
      OpenFiles files,
      OpenSessions sessions,
      Supervisor supervisor,
      Notices notices) {
    this.barrier = barrier;
    this.files = files;
    this.idle = new IdleSessions(
        options.closeIdle() == null ? Long.MAX_VALUE : JournalOptions.nanos(options.closeIdle()));
    this.sessions = sessions;
    this.supervisor = supervisor;
    this.notices = notices;
    this.slowForceNanos = JournalOptions.nanos(options.slowForce());
  }

  /** Notes that the session was opened. */
  void opened(OpenSession session) {
    barrier.opened(session);
    used(session);
  }

  /** Notes that the session was worked on. */
  void used(OpenSession session) {
    if (session.isWritable()) {
      idle.used(session);
    } else {
      idle.remove(session);
    }
  }

  /** Returns the time until {@link #forceDue} or {@link #closeIdle} has work. */
  long nanosToNext() {
    return Math.min(barrier.nanosToNext(), idle.nanosToNext());
  }

  /** Notes the time of the oldest written byte that no force covers. */
  void note(OldestUnforced oldest) {
    barrier.note(oldest);
  }

  // --- forces

  /**
   * Notes that lines were appended.
   *
   * @param encoder has the lines, which were the batch's, during this call
   */
  void written(OpenSession session, BatchEncoder encoder) {
    handleOutcome(session, barrier.written(session, encoder));
  }

  /** Forces what was appended to the session; its waiting acks are completed when this returns. */
  void force(OpenSession session) {
    handleOutcome(session, barrier.cover(session));
  }

  /** Fails the session unless what was forced before is still there. */
  void confirm(OpenSession session) {
    handleOutcome(session, barrier.confirm(session));
  }

  /** Begins to close several sessions; {@link #close} ends it for each. */
  void beginClosing(Collection<OpenSession> all) {
    beginForces(all);
    if (barrier.isToRetire()) {
      for (OpenSession session : all) {
        session.beginClose();
        handleOutcome(session, barrier.settle(session));
      }
      barrier.retire();
    }
    reportLogFailure();
  }

  private void reportLogFailure() {
    Throwable cause = barrier.takeLogFailure();
    if (cause != null) {
      notices.commitLogFailed(Failures.ofLog(cause));
    }
  }

  /** Returns true if {@link #takeEndedForces} has work. */
  boolean hasEndedForce() {
    return barrier.ended() != null;
  }

  /**
   * Covers together what callers wait for in the sessions of a batch, or begins to force those
   * sessions if there is more than one.
   */
  void beginAwaited(List<OpenSession> touched) {
    barrier.coverTogether(touched);
    reportLogFailure();
    int awaited = 0;
    for (int i = 0; i < touched.size(); i++) {
      awaited += isAwaitedOrClosing(touched.get(i)) ? 1 : 0;
    }
    if (awaited < 2) {
      return;
    }
    for (int i = 0; i < touched.size(); i++) {
      OpenSession session = touched.get(i);
      if (session.closeAck != null || (session.coverage.isAwaited() && isUncovered(session))) {
        beginForce(session);
      }
    }
  }

  /** Begins to force several sessions at a time; {@link #force} ends it for each. */
  void beginForces(Collection<OpenSession> sessions) {
    for (OpenSession session : sessions) {
      beginForce(session);
    }
  }

  private void beginForce(OpenSession session) {
    if (session.isDirty()) {
      handleOutcome(session, barrier.begin(session));
      boolean unused = takeEndedForces();
    }
  }

  private static boolean isUncovered(OpenSession session) {
    return session.log().position() > session.coverage.position();
  }

  private static boolean isAwaitedOrClosing(OpenSession session) {
    return session.coverage.isAwaited() || session.closeAck != null;
  }

  /**
   * Takes the outcome of each force that ended on another thread; returns true if there was any.
   */
  boolean takeEndedForces() {
    boolean isAny = false;
    for (OpenSession each = barrier.ended(); each != null; each = barrier.ended()) {
      handleOutcome(each, barrier.takeOutcome(each));
      isAny = true;
    }
    return isAny;
  }

  /**
   * Takes the outcomes of forces, and begins those that are due as long as threads are free.
   *
   * @param isAwaited true if callers wait for the batch at hand: then it begins only what is
   *     overdue, since the forces for them want the threads, too
   * @return true if anything was taken or begun
   */
  boolean beginDue(boolean isAwaited) {
    boolean isAny = takeEndedForces();
    for (OpenSession due = due(isAwaited); due != null; due = due(isAwaited)) {
      handleOutcome(due, barrier.begin(due));
      isAny = true;
    }
    return isAny;
  }

  private @Nullable OpenSession due(boolean isAwaited) {
    if (!isAwaited) {
      return barrier.due();
    }
    return barrier.hasFreeThread() ? barrier.overdue() : null;
  }

  /**
   * Forces what no caller waits for, when it is time. If no thread is free for what is overdue, the
   * journal thread forces it itself; some milliseconds later it begins no more of these forces,
   * since events wait in the ring meanwhile.
   *
   * @return true if anything was taken or begun
   */
  boolean forceDue() {
    long start = System.nanoTime();
    boolean isAny = beginDue(false);
    OpenSession overdue = barrier.overdue();
    while (overdue != null && System.nanoTime() - start < MAX_FORCING_NANOS) {
      isAny = true;
      handleOutcome(overdue, barrier.begin(overdue));
      boolean unused = beginDue(false);
      overdue = barrier.overdue();
    }
    return isAny;
  }

  /**
   * Takes the outcome of a call of the barrier: reports a slow force, and fails the session if
   * there is a cause.
   */
  private void handleOutcome(OpenSession session, @Nullable Throwable cause) {
    long forceNanos = session.coverage.takeSlowestNanos();
    if (forceNanos >= slowForceNanos) {
      notices.slowForce(session.id, forceNanos);
    }
    if (cause != null) {
      fail(session, Operation.FORCE, cause);
    }
  }

  // --- files

  /**
   * Ensures that the session's file has a descriptor. To make room it evicts others, if there are
   * too many or the process has no descriptor left.
   *
   * @return false if the file cannot be opened, and the session has failed
   */
  boolean open(OpenSession session) {
    Throwable refused;
    try {
      while (!files.use(session)) {
        evict(requireNonNull(files.leastRecentlyUsedExcept(session)));
      }
      refused = session.log().reopen();
    } catch (OutOfMemoryError noMemory) {
      refused = noMemory;
    }
    OpenSession other = refused == null ? null : files.leastRecentlyUsedExcept(session);
    if (other != null) {
      evict(other);
      refused = session.log().reopen();
    }
    if (refused != null) {
      files.remove(session);
      fail(session, Operation.OPEN, refused);
    }
    return refused == null;
  }

  /** Gives back the descriptor of a session's file, until it is written to again. */
  private void evict(OpenSession session) {
    handleOutcome(session, barrier.settle(session));
    try {
      session.log().evict();
    } catch (Throwable cause) {
      fail(session, Operation.CLOSE, cause);
    }
    files.remove(session);
  }

  /**
   * Takes the file of an idle session again. If that cannot be done, a session with events fails as
   * after a failed write; so does one whose file is lost.
   */
  void hold(OpenSession session) {
    try {
      session.reacquireFile();
    } catch (Throwable cause) {
      session.whyIdle = cause;
      if (session.batch.hasEvents()
          || session.missing.isAny()
          || cause instanceof LostFileException) {
        fail(session, Operation.OPEN, cause);
      }
      return;
    }
    notices.sessionOpened(session);
    boolean unused = open(session);
  }

  /** Closes the files of sessions that are idle for long, and gives their locks back. */
  void closeIdle() {
    OpenSession due = idle.due();
    for (int i = 0; due != null && i < MAX_IDLE_CLOSED; i++) {
      idle.remove(due);
      handleOutcome(due, barrier.settle(due));
      if (due.isWritable()) {
        barrier.release(due);
        Throwable cause = due.releaseFile();
        files.remove(due);
        if (cause != null) {
          fail(due, Operation.CLOSE, cause);
        } else {
          notices.sessionClosed(due);
        }
      }
      due = idle.due();
    }
  }

  /** Forces and closes the session's file, and ends the session. */
  void close(OpenSession session) {
    session.beginClose();
    handleOutcome(session, barrier.settle(session));
    barrier.release(session);
    Throwable cause = session.closeLog();
    if (cause != null) {
      fail(session, Operation.CLOSE, cause);
    }
    session.end();
    barrier.remove(session);
    files.remove(session);
    idle.remove(session);
    if (session.recovery != null) {
      supervisor.release(session.recovery);
    }
    sessions.closed(session);
    notices.sessionClosed(session);
  }

  // --- errors

  /** Fails a session, once, with the first cause, and begins its recovery if it is supervised. */
  void fail(OpenSession session, Operation operation, Throwable cause) {
    boolean isNew = session.fail(operation, cause);
    DaybookException failure = session.failure();
    if (!isNew || failure == null) {
      return;
    }
    barrier.remove(session);
    if (!session.log().hasDescriptor()) {
      files.remove(session);
    }
    Recovery recovery = session.recovery;
    if (recovery != null && recovery.noteFailure()) {
      notices.recoveryFailed(session.id, failure);
    } else {
      notices.sessionFailed(session.id, failure);
    }
    if (recovery != null && !session.isClosing()) {
      supervisor.add(recovery);
    }
  }

  @Override
  public void close() {
    barrier.close();
  }
}
