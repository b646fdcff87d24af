package dev.daybook;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A listener that logs to the application's log. */
enum LoggingListener implements JournalListener {
  INSTANCE;

  @Override
  public void sessionOpened(String sessionId) {
    log(Level.DEBUG, "session opened: session=" + sessionId, null);
  }

  @Override
  public void sessionClosed(String sessionId) {
    log(Level.DEBUG, "session closed: session=" + sessionId, null);
  }

  @Override
  public void slowForce(String sessionId, Duration took) {
    warn("slow force: session=" + sessionId + ", tookMillis=" + took.toMillis(), null);
  }

  @Override
  public void commitLogFailed(DaybookException why) {
    warn("commit log failed: why=" + why.getMessage(), why);
  }

  /** Logs a rejected event, with a stack trace only if user code threw: ours would add nothing. */
  @Override
  public void eventRejected(String sessionId, DaybookException why) {
    warn(
        "event rejected: session=" + sessionId + ", why=" + why.getMessage(),
        why.getCause() == null ? null : why);
  }

  @Override
  public void eventsDropped(String sessionId, long count) {
    warn("events dropped: session=" + sessionId + ", count=" + count, null);
  }

  @Override
  public void standstill(String sessionId) {
    warn("events are being dropped: nothing is written any more, session=" + sessionId, null);
  }

  @Override
  public void sessionFailed(String sessionId, DaybookException why) {
    warn("session failed: session=" + sessionId, why);
  }

  /**
   * Logs without a stack trace: that of the failure is in the log, and attempts may go on for days.
   */
  @Override
  public void recoveryFailed(String sessionId, DaybookException why) {
    warn("session not recovered yet: session=" + sessionId + ", why=" + why.getMessage(), null);
  }

  @Override
  public void sessionRecovered(String sessionId, long lostEvents) {
    warn("session recovered: session=" + sessionId + ", lostEvents=" + lostEvents, null);
  }

  @Override
  public void tornTailMoved(String sessionId, long bytes, Path to) {
    warn("torn tail moved aside: session=" + sessionId + ", bytes=" + bytes + ", file=" + to, null);
  }

  @Override
  public void annotationRefused(String sessionId, Path file, DaybookException why) {
    warn(
        "annotation refused: session=" + sessionId + ", file=" + file + ", why=" + why.getMessage(),
        null);
  }

  @Override
  public void logRecovered(LogRecovery what) {
    boolean isQuiet = what.isComplete() && what.bytes() == 0;
    log(isQuiet ? Level.DEBUG : Level.WARNING, "commit log: " + text(what), null);
  }

  private static String text(LogRecovery what) {
    StringBuilder text = new StringBuilder(what.result().wireName());
    what.session().ifPresent(id -> text.append(": session=").append(id));
    text.append(what.session().isPresent() ? ", bytes=" : ": bytes=").append(what.bytes());
    what.path().ifPresent(path -> text.append(", path=").append(path));
    what.reason().ifPresent(why -> text.append(", reason=").append(why));
    return text.toString();
  }

  private static void warn(String message, @Nullable Throwable why) {
    log(Level.WARNING, message, why);
  }

  private static void log(Level level, String message, @Nullable Throwable why) {
    System.getLogger(JournalListener.class.getName()).log(level, message, why);
  }
}
