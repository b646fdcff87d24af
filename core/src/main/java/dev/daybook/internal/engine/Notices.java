package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.JournalListener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The notices that the listener is given, where callbacks run. A notice that finds no memory is
 * dropped; the counters and the session's failure report the same.
 */
final class Notices {

  /** A method of the listener. */
  private interface Method {
    void call(JournalListener listener, Notice notice);
  }

  /** One call of the listener; its fields are what that method needs. */
  private final class Notice extends Call {
    private final Method method;

    /** True if a thread that records reports it, and not the journal thread: it is logged too. */
    private final boolean isFromCaller;

    final String session;
    final long number;
    private final @Nullable DaybookException why;

    Notice(
        Method method,
        boolean isFromCaller,
        String session,
        long number,
        @Nullable DaybookException why) {
      this.method = method;
      this.isFromCaller = isFromCaller;
      this.session = session;
      this.number = number;
      this.why = why;
    }

    DaybookException why() {
      return why == null ? Failures.WITHOUT_MEMORY : why;
    }

    @Override
    void run() {
      if (isFromCaller && listener != JournalListener.logging()) {
        method.call(JournalListener.logging(), this);
      }
      method.call(listener, this);
    }
  }

  private final JournalListener listener;
  private final Callbacks callbacks;

  /** The drops to report; only the journal thread accesses them. */
  private final DropSums drops = new DropSums();

  Notices(JournalListener listener, Callbacks callbacks) {
    this.listener = listener;
    this.callbacks = callbacks;
  }

  // --- journal thread

  /** Reports that the session's file is held; not reported twice without its closing between. */
  void sessionOpened(OpenSession session) {
    if (!session.isReportedOpen) {
      session.isReportedOpen = true;
      report((to, notice) -> to.sessionOpened(notice.session), session.id, 0, null);
    }
  }

  /**
   * Reports that the session's file is given back; not reported twice without an opening between.
   */
  void sessionClosed(OpenSession session) {
    reportDrops(session.id);
    if (session.isReportedOpen) {
      session.isReportedOpen = false;
      report((to, notice) -> to.sessionClosed(notice.session), session.id, 0, null);
    }
  }

  void slowForce(String session, long nanos) {
    report(
        (to, notice) -> to.slowForce(notice.session, Duration.ofNanos(notice.number)),
        session,
        nanos,
        null);
  }

  void commitLogFailed(DaybookException why) {
    report((to, notice) -> to.commitLogFailed(notice.why()), "", 0, why);
  }

  void eventRejected(String session, DaybookException why) {
    report((to, notice) -> to.eventRejected(notice.session, notice.why()), session, 0, why);
  }

  /** Reports dropped events, as a sum with others of the session that come within a second. */
  void eventsDropped(String session, long count) {
    long due;
    try {
      due = drops.add(session, count, System.nanoTime());
    } catch (OutOfMemoryError noMemory) {
      due = count;
    }
    dropped(session, due);
  }

  /** Reports the dropped events of the session that wait to be: it is synced or closed. */
  void reportDrops(String session) {
    dropped(session, drops.take(session));
  }

  /** Reports the dropped events whose second is over. */
  void reportDueDrops() {
    if (drops.isEmpty()) {
      return;
    }
    try {
      drops.reportDue(System.nanoTime(), this::dropped);
    } catch (OutOfMemoryError noMemory) {
      // they wait for the next turn
    }
  }

  /** Returns the time until {@link #reportDueDrops} has work. */
  long nanosToNext() {
    return drops.isEmpty() ? Long.MAX_VALUE : drops.nanosToNext(System.nanoTime());
  }

  private void dropped(String session, long count) {
    if (count == 0) {
      return;
    }
    report((to, notice) -> to.eventsDropped(notice.session, notice.number), session, count, null);
  }

  void sessionFailed(String session, DaybookException why) {
    report((to, notice) -> to.sessionFailed(notice.session, notice.why()), session, 0, why);
  }

  void recoveryFailed(String session, DaybookException why) {
    report((to, notice) -> to.recoveryFailed(notice.session, notice.why()), session, 0, why);
  }

  /**
   * Reports a recovered session, after its gap entry has been written.
   *
   * @return false if the session did not recover in this batch, or has failed again
   */
  boolean sessionRecovered(OpenSession session) {
    Recovery recovery = session.recovery;
    if (recovery == null || !recovery.hasRecovered) {
      return false;
    }
    recovery.hasRecovered = false;
    if (session.failure() != null) {
      return false;
    }
    sessionOpened(session);
    report(
        (to, notice) -> to.sessionRecovered(notice.session, notice.number),
        session.id,
        recovery.lostEvents,
        null);
    return true;
  }

  private void report(Method method, String session, long number, @Nullable DaybookException why) {
    report(method, false, session, number, why);
  }

  private void report(
      Method method,
      boolean isFromCaller,
      String session,
      long number,
      @Nullable DaybookException why) {
    try {
      Notice notice = new Notice(method, isFromCaller, session, number, why);
      if (isFromCaller) {
        // which must not run the listener
        callbacks.runElsewhere(notice);
      } else {
        callbacks.run(notice);
      }
    } catch (OutOfMemoryError noMemory) {
      // as the class says
    }
  }

  /** Runs user code where the listener is called. */
  void give(Runnable userCode) {
    callbacks.run(new Call() {
      @Override
      void run() {
        userCode.run();
      }
    });
  }

  // --- any thread; the listener is called on none of the callers'

  /**
   * Reports, once a session and to the log as well, an event without a waiter that came after its
   * handle was closed, or the journal.
   */
  void lateEvent(OpenSession session) {
    if (session.lateEventReported.compareAndSet(false, true)) {
      report(
          (to, notice) -> to.eventRejected(notice.session, notice.why()),
          true,
          session.id,
          0,
          Failures.late(session.id));
    }
  }

  /** Reports, to the log as well, that events find no room because the journal stands still. */
  void standstill(String session) {
    report((to, notice) -> to.standstill(notice.session), true, session, 0, null);
  }
}
