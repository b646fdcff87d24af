package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.event.EphemeralEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A follower of one open session inside the journal. Called on the journal thread: it must return
 * at once and leave the work to a thread of its own. What it throws is dropped.
 */
public interface SessionWatcher {

  /**
   * Called when the file has complete lines up to this position, which only grows, unless
   * {@link #shortened} is called. The watcher reads them itself.
   */
  void written(long position);

  /**
   * Called when the session continues in a file that may be another one, after a force failed, or
   * that lost complete lines which were reported to this watcher. Up to this position it has what
   * was reported.
   */
  default void shortened(long position) {}

  /**
   * Called when an event was published: it belongs behind the line that ends at {@code position}.
   * The file has complete lines up to there.
   *
   * @param heapBytes the approximate heap that the event takes, for a watcher that keeps it
   */
  void published(EphemeralEvent event, Instant ts, long position, long heapBytes);

  /** Called when published events found no room and are lost. */
  void missed(long count);

  /**
   * Called last: the session is closed, or has failed and is not supervised.
   *
   * @param failure the failure; null if it did not fail
   */
  void ended(@Nullable DaybookException failure);
}
