package dev.daybook.journal;

import dev.daybook.event.DaybookException;
import dev.daybook.event.EphemeralEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Follows one open session from inside the journal. Called on the journal thread: it must return at
 * once and leave the work to a thread of its own. What it throws is dropped.
 */
public interface SessionWatcher {

  /**
   * The file has complete lines up to this position, which only grows, unless {@link #shortened}
   * says otherwise. What they say is for the watcher to read.
   */
  void written(long position);

  /**
   * The session goes on in a file that may be another one, after a force failed, or that lost
   * complete lines which this was told of: up to this position it has what this was told.
   */
  default void shortened(long position) {}

  /**
   * An event was published: it belongs behind the line that ends at {@code position}. The file has
   * complete lines up to there.
   *
   * @param heapBytes about what the event takes, for a watcher that keeps it
   */
  void published(EphemeralEvent event, Instant ts, long position, long heapBytes);

  /** So many published events found no room and are lost. */
  void missed(long count);

  /**
   * Nothing follows: the session is closed, or has failed and is not supervised. The last call.
   *
   * @param failure why it failed; null when it did not
   */
  void ended(@Nullable DaybookException failure);
}
