package dev.daybook.journal;

import dev.daybook.event.DaybookException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

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

  @Override
  public void sessionRecovered(String sessionId, long lostEvents) {
    System.getLogger(Journal.class.getName())
        .log(
            Level.WARNING,
            "session recovered: session=" + sessionId + ", lostEvents=" + lostEvents);
  }

  @Override
  public void tornTailMoved(String sessionId, long bytes, Path to) {
    System.getLogger(Journal.class.getName())
        .log(
            Level.WARNING,
            "torn tail moved aside: session=" + sessionId + ", bytes=" + bytes + ", file=" + to);
  }

  private static void log(String message, Throwable why) {
    System.getLogger(Journal.class.getName()).log(Level.WARNING, message, why);
  }
}
