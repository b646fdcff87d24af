package dev.daybook.internal.follow;

import dev.daybook.DaybookException;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.internal.engine.SessionWatcher;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The news of a session for its subscription: the journal thread puts in what it reports, the
 * subscription's thread waits for it and takes it out. However slow that is, only a bounded number
 * of published events waits here. Its lock is held by these two threads alone.
 */
final class Inbox implements SessionWatcher {

  /** The number that may wait; more are lost. */
  private static final int MAX_WAITING = 4096;

  /** The heap that waiting events may take together; a single one may take more. */
  private static final long MAX_WAITING_BYTES = 32L << 20;

  /**
   * A published event.
   *
   * @param position the end of the line before it
   */
  public record Published(EphemeralEvent event, Instant ts, long position, long heapBytes) {}

  /**
   * News in the order in which they are to be shown.
   *
   * @param differsFrom the position from which the file differs from what was shown; -1 if it does
   *     not
   * @param written the position up to which entries are shown first
   * @param published the event to show then; null if there is none
   * @param missed the number of published events that are lost after that
   */
  public record News(
      long differsFrom, long written, @Nullable Published published, long missed) {}

  private final Queue<Published> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private long missed;
  private long written;

  /** The position up to which entries were taken out. */
  private long taken;

  private long differsFrom = -1;
  private boolean ended;
  private boolean closed;
  private @Nullable DaybookException failure;

  // --- the journal thread

  @Override
  public synchronized void shortened(long position) {
    written = position;
    differsFrom = differsFrom < 0 ? position : Math.min(differsFrom, position);
    notifyAll();
  }

  @Override
  public synchronized void written(long position) {
    written = Math.max(written, position);
    notifyAll();
  }

  @Override
  public synchronized void published(
      EphemeralEvent event, Instant ts, long position, long heapBytes) {
    written = Math.max(written, position);
    boolean hasRoom = waiting.isEmpty()
        || (waiting.size() < MAX_WAITING && waitingBytes + heapBytes <= MAX_WAITING_BYTES);
    if (hasRoom) {
      waiting.add(new Published(event, ts, position, heapBytes));
      waitingBytes += heapBytes;
    } else {
      missed++;
    }
    notifyAll();
  }

  @Override
  public synchronized void missed(long count) {
    missed += count;
    notifyAll();
  }

  @Override
  public synchronized void ended(@Nullable DaybookException why) {
    ended = true;
    failure = why;
    notifyAll();
  }

  // --- any thread

  /** Ends the news, whatever waits. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  // --- the subscription's thread

  /** Begins with what is written up to that position, unless later news are here by now. */
  synchronized void begin(long position) {
    if (differsFrom < 0) {
      written = Math.max(written, position);
    }
  }

  /** Waits for news and takes them; returns null when there will be none any more. */
  synchronized @Nullable News take() {
    while (!closed && !ended && !hasNews()) {
      try {
        wait();
      } catch (InterruptedException notOurs) {
        // only a subscriber can have interrupted this thread, which is not how one ends
      }
    }
    if (closed || !hasNews()) {
      return null;
    }
    Published next = waiting.poll();
    waitingBytes -= next == null ? 0 : next.heapBytes;
    long upTo = next == null ? written : Math.min(written, next.position);
    long lost = waiting.isEmpty() ? missed : 0;
    News news = new News(differsFrom, upTo, next, lost);
    taken = differsFrom < 0 ? Math.max(taken, upTo) : upTo;
    differsFrom = -1;
    missed -= lost;
    return news;
  }

  private boolean hasNews() {
    return written > taken || differsFrom >= 0 || !waiting.isEmpty() || missed > 0;
  }

  /** Returns true if what was taken is no longer to be shown, since the subscription was closed. */
  synchronized boolean isClosed() {
    return closed;
  }

  /** Returns true if entries that were taken and not shown are from a file that is another now. */
  synchronized boolean hasShortened() {
    return differsFrom >= 0;
  }

  synchronized void fail(DaybookException why) {
    failure = why;
  }

  synchronized Optional<DaybookException> failure() {
    return Optional.ofNullable(failure);
  }
}
