package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.event.EphemeralEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The followers of a session, and the events published to them. Watchers come and go on any thread;
 * the journal thread alone notifies them. A session without followers pays one volatile store a
 * batch.
 */
final class Watchers {

  /** A published event, until the lines before it are written. */
  private record Published(EphemeralEvent event, Instant ts, long position, long heapBytes) {}

  private static final AtomicLongFieldUpdater<Watchers> MISSED =
      AtomicLongFieldUpdater.newUpdater(Watchers.class, "missed");

  /** The published events that found no room in the ring; added to by publishing threads. */
  @SuppressWarnings("UnusedVariable") // read through MISSED
  private volatile long missed;

  /** The published events to report; created for the first one. */
  private @Nullable List<Published> published;

  private volatile List<SessionWatcher> watchers = List.of();
  private volatile long position;
  private long reportedPosition;
  private boolean ended;

  Watchers(long position) {
    this.position = position;
    this.reportedPosition = position;
  }

  /** Counts a published event that found no room. Any thread. */
  void missed() {
    MISSED.getAndIncrement(this);
  }

  boolean isEmpty() {
    return watchers.isEmpty();
  }

  /**
   * Adds a watcher and returns the position after which it is notified of everything written, since
   * that is read after it was added; -1 if nothing will be written any more. Any thread.
   */
  synchronized long add(SessionWatcher watcher) {
    if (ended) {
      return -1;
    }
    List<SessionWatcher> more = new ArrayList<>(watchers);
    more.add(watcher);
    watchers = List.copyOf(more);
    return position;
  }

  /** Removes a watcher. Any thread. */
  synchronized void remove(SessionWatcher watcher) {
    List<SessionWatcher> fewer = new ArrayList<>(watchers);
    fewer.remove(watcher);
    watchers = List.copyOf(fewer);
  }

  // --- journal thread only

  void publish(EphemeralEvent event, Instant ts, long behind, long heapBytes) {
    if (!isEmpty()) {
      if (published == null) {
        published = new ArrayList<>();
      }
      published.add(new Published(event, ts, behind, heapBytes));
    }
  }

  /**
   * Advances the written position. Must be called before acknowledgements complete, so that a
   * watcher added after an acknowledgement starts behind the acknowledged entry.
   */
  void moveTo(long to) {
    position = to;
  }

  /**
   * Continues in the file that was opened again, whose complete lines end at {@code to}: where they
   * ended before; or before that, if the device lost some; or behind, if there are more than was
   * known.
   *
   * @param isAnother true if it may be another file under the name
   */
  void resumeAt(long to, boolean isAnother) {
    position = to;
    if (to < reportedPosition || isAnother) {
      reportedPosition = Math.min(to, reportedPosition);
      notifyEach(watcher -> watcher.shortened(reportedPosition));
    }
  }

  /**
   * Reports what is written and published. The published events come first, each with the lines
   * before it: a watcher that knew of all lines already would show those after it too soon.
   * Published events behind a line that was not written are not reported: that line failed, and
   * they have no place.
   */
  void report() {
    if (published != null) {
      show(published);
      published.clear();
    }
    long to = position;
    if (reportedPosition != to) {
      reportedPosition = to;
      notifyEach(watcher -> watcher.written(to));
    }
    if (MISSED.get(this) > 0) {
      long count = MISSED.getAndSet(this, 0);
      notifyEach(watcher -> watcher.missed(count));
    }
  }

  private void show(List<Published> events) {
    for (int i = 0; i < events.size(); i++) {
      Published next = events.get(i);
      if (next.position <= position) {
        notifyEach(
            watcher -> watcher.published(next.event, next.ts, next.position, next.heapBytes));
      }
    }
  }

  /**
   * Reports the end, once to each watcher; a second call reports it to those for which the first
   * one had no memory.
   */
  void ended(@Nullable DaybookException failure) {
    published = null;
    synchronized (this) {
      ended = true;
    }
    notifyEach(watcher -> watcher.ended(failure));
    synchronized (this) {
      watchers = List.of();
    }
  }

  private void notifyEach(Consumer<SessionWatcher> news) {
    List<SessionWatcher> now = watchers;
    for (int i = 0; i < now.size(); i++) {
      try {
        news.accept(now.get(i));
      } catch (Throwable failure) {
        // as the interface says: the journal has its own work to do
      }
    }
  }
}
