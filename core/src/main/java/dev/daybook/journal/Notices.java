package dev.daybook.journal;

import dev.daybook.event.DaybookException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The notices that the journal thread gives the listener. A notice that finds no memory is dropped;
 * the counters and the session's failure report the same.
 */
final class Notices {

  private final JournalListener listener;
  private final Callbacks callbacks;

  Notices(JournalListener listener, Callbacks callbacks) {
    this.listener = listener;
    this.callbacks = callbacks;
  }

  /** Reports that the session's file is held; not reported twice without its closing between. */
  void sessionOpened(Appender appender) {
    if (appender.isReportedOpen) {
      return;
    }
    appender.isReportedOpen = true;
    try {
      give(() -> listener.sessionOpened(appender.id));
    } catch (OutOfMemoryError noMemory) {
      // as the class says
    }
  }

  /**
   * Reports that the session's file is given back; not reported twice without an opening between.
   */
  void sessionClosed(Appender appender) {
    if (!appender.isReportedOpen) {
      return;
    }
    appender.isReportedOpen = false;
    try {
      give(() -> listener.sessionClosed(appender.id));
    } catch (OutOfMemoryError noMemory) {
      // as the class says
    }
  }

  void slowForce(String sessionId, long nanos) {
    try {
      give(() -> listener.slowForce(sessionId, Duration.ofNanos(nanos)));
    } catch (OutOfMemoryError noMemory) {
      // as the class says
    }
  }

  void eventRejected(String sessionId, DaybookException why) {
    try {
      give(() -> listener.eventRejected(sessionId, why));
    } catch (OutOfMemoryError noMemory) {
      // as the class says
    }
  }

  /**
   * Reports, once a session and to the log as well, an event without a waiter that came after its
   * handle was closed, or the journal. Any thread; the listener is called on none of the callers'.
   */
  void lateEvent(Appender appender) {
    if (!appender.lateEventReported.compareAndSet(false, true)) {
      return;
    }
    try {
      DaybookException why = Failures.late(appender.id);
      giveAndLog(to -> to.eventRejected(appender.id, why));
    } catch (OutOfMemoryError noMemory) {
      // as the class says
    }
  }

  /**
   * Reports, to the log as well, that events find no room because the journal stands still. Any
   * thread; the listener is called on none of the callers'.
   */
  void standstill(String sessionId) {
    try {
      giveAndLog(to -> to.standstill(sessionId));
    } catch (OutOfMemoryError noMemory) {
      // as the class says
    }
  }

  private void giveAndLog(Consumer<JournalListener> notice) {
    callbacks.runElsewhere(new Call() {
      @Override
      void run() {
        if (listener != LoggingListener.INSTANCE) {
          notice.accept(LoggingListener.INSTANCE);
        }
        notice.accept(listener);
      }
    });
  }

  void eventsDropped(String sessionId, long count) {
    try {
      give(() -> listener.eventsDropped(sessionId, count));
    } catch (OutOfMemoryError noMemory) {
      // as the class says
    }
  }

  void sessionFailed(String sessionId, DaybookException why) {
    try {
      give(() -> listener.sessionFailed(sessionId, why));
    } catch (OutOfMemoryError noMemory) {
      // as the class says
    }
  }

  void recoveryFailed(String sessionId, DaybookException why) {
    try {
      give(() -> listener.recoveryFailed(sessionId, why));
    } catch (OutOfMemoryError noMemory) {
      // as the class says
    }
  }

  /**
   * Reports a recovered session, after its gap entry has been written.
   *
   * @return false if the session did not recover in this batch, or has failed again
   */
  boolean sessionRecovered(Appender appender) {
    Outage outage = appender.outage;
    if (outage == null || !outage.hasRecovered) {
      return false;
    }
    outage.hasRecovered = false;
    if (appender.failure() != null) {
      return false;
    }
    sessionOpened(appender);
    long lostEvents = outage.lostEvents;
    try {
      give(() -> listener.sessionRecovered(appender.id, lostEvents));
    } catch (OutOfMemoryError noMemory) {
      // as the class says
    }
    return true;
  }

  void give(Runnable notice) {
    callbacks.run(new Call() {
      @Override
      void run() {
        notice.run();
      }
    });
  }
}
