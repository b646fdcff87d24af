package dev.daybook.journal;

import dev.daybook.event.DaybookException;
import java.lang.System.Logger.Level;

/** Puts what goes wrong into the application's log. */
enum LoggingListener implements JournalListener {
  INSTANCE;

  @Override
  public void eventRejected(String sessionId, DaybookException why) {
    log("event rejected: session=" + sessionId, why);
  }

  @Override
  public void eventsDropped(String sessionId, long count) {
    System.getLogger(Journal.class.getName())
        .log(Level.WARNING, "events dropped: session=" + sessionId + ", count=" + count);
  }

  @Override
  public void sessionFailed(String sessionId, DaybookException why) {
    log("session failed: session=" + sessionId, why);
  }

  private static void log(String message, Throwable why) {
    System.getLogger(Journal.class.getName()).log(Level.WARNING, message, why);
  }
}
