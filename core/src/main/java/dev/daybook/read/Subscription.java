package dev.daybook.read;

import dev.daybook.DaybookException;
import dev.daybook.Session;
import java.time.Duration;

/**
 * A {@link Subscriber}'s live view of a session while it is recorded.
 *
 * <p>The subscription reads entries back from the file, on a thread of its own, up to the written
 * position that the journal thread publishes. So a subscriber sees what every later reader will
 * see, and the journal thread only stores a number for it. However slow it is, only a bounded
 * number of published events waits in memory.
 */
public interface Subscription extends AutoCloseable {

  /**
   * Shows nothing more, and closes the session if no other handle has it open. Does not wait for a
   * call of the subscriber that is under way; its {@link Subscriber#ended} comes after that.
   *
   * @throws DaybookException as {@link Session#close} does
   */
  @Override
  void close();

  /**
   * Waits until {@link Subscriber#ended} has returned; for example after the session was closed, to
   * know that the subscriber has seen all of it.
   *
   * @return false if that took too long
   * @throws InterruptedException if this thread was interrupted
   */
  boolean awaitEnd(Duration timeout) throws InterruptedException;
}
