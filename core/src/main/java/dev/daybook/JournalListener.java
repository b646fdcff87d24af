package dev.daybook;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A listener to the journal's lifecycle and to everything that goes wrong, so that no failure is
 * silent. Called on the callback executor, one call after another and in order, never on the
 * journal thread (unless a method says otherwise). An exception that it throws is logged and stops
 * nothing.
 */
public interface JournalListener {

  /**
   * Called when the session is open for recording: its file exists, and no other process writes it.
   */
  default void sessionOpened(String sessionId) {}

  /**
   * Called when the session's file is closed and its lock given back. All that was recorded in it
   * is forced, unless {@link #sessionFailed} said otherwise.
   */
  default void sessionClosed(String sessionId) {}

  /**
   * Called when a force of the session's file has ended, successful or not, that took longer than
   * {@link DaybookBuilder#slowForce}.
   */
  default void slowForce(String sessionId, Duration took) {}

  /**
   * Called when an event that the journal had accepted could not be written; the session goes on.
   * Or when an event without a waiter was recorded after its handle was closed, or the daybook: of
   * these ({@code SESSION_CLOSED}) only a session's first one is reported, here and in the log.
   */
  default void eventRejected(String sessionId, DaybookException why) {}

  /**
   * Called when events were dropped because the ring was full, and their {@code gap} entries are in
   * their places: for a session's first ones at once, then about once a second with the sum of
   * those that followed, the last of them at the latest with the next sync or close.
   */
  default void eventsDropped(String sessionId, long count) {}

  /**
   * Called when events are being dropped because the journal has written nothing for a while;
   * usually a disk hangs. Reported once for each such time, also to the log, with the session that
   * lost one first. {@link #eventsDropped} reports their number as soon as the journal goes on.
   */
  default void standstill(String sessionId) {}

  /**
   * Called when the session failed: nothing more will be written to it through this handle, or, if
   * it is supervised, nothing until it recovers.
   */
  default void sessionFailed(String sessionId, DaybookException why) {}

  /**
   * Called when an attempt to reopen a supervised session failed, and there will be another one:
   * its file could not be opened, or the session failed again before any of it was forced.
   */
  default void recoveryFailed(String sessionId, DaybookException why) {}

  /**
   * Called when a supervised session that had failed goes on.
   *
   * @param lostEvents the number of events missing from its file; if any, a {@code gap} entry there
   *     counts them
   */
  default void sessionRecovered(String sessionId, long lostEvents) {}

  /**
   * Called when a session that is being opened had a torn tail, as a crash leaves it: bytes after
   * its last complete line. They were moved to that file beside it. Called on the thread that
   * opens, which is one of the journal's own if a failed session is reopened.
   */
  default void tornTailMoved(String sessionId, long bytes, Path to) {}

  /**
   * Called when a session was brought up to a commit log that a process had left, or could not be;
   * or when such a log has a fault. Called on the thread that opens the daybook, before that
   * returns.
   */
  default void logRecovered(LogRecovery what) {}

  /**
   * Called when the daybook's commit log could not be written or forced, or was removed. Nothing is
   * lost: from then on each session's own file is forced, as without a log, until the daybook is
   * opened anew.
   */
  default void commitLogFailed(DaybookException why) {}

  /**
   * Called when an annotation that was laid for the session could not be taken in, for a reason of
   * its own: it is damaged, is no note, or its line would be too long. The file stays where it is,
   * and is reported once by this daybook.
   */
  default void annotationRefused(String sessionId, Path file, DaybookException why) {}

  /**
   * Returns a listener that logs to the platform's {@link System.Logger}: sessions that are opened
   * and closed at level DEBUG, as is a recovery that had nothing to do; all else at WARNING.
   */
  static JournalListener logging() {
    return LoggingListener.INSTANCE;
  }
}
