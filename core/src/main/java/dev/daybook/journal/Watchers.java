package dev.daybook.journal;

import dev.daybook.event.DaybookException;
import dev.daybook.event.EphemeralEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who follows a session, and what is published to them. Watchers come and go on any thread; the
 * journal thread alone tells them. A session that nobody follows pays one volatile store a batch.
 */
final class Watchers {

  /** One published event, until the lines before it are written. */
  private record Published(EphemeralEvent event, Instant ts, long position, long heapBytes) {}

  private static final AtomicLongFieldUpdater<Watchers> MISSED =
      AtomicLongFieldUpdater.newUpdater(Watchers.class, "missed");

  /** Published events that found no room in the ring; added to by publishing threads. */
  @SuppressWarnings("UnusedVariable") // read through MISSED
  private volatile long missed;

  /** Made when the first event is published to somebody. */
  private @Nullable List<Published> published;

  private volatile List<SessionWatcher> watchers = List.of();
  private volatile long position;
  private long toldPosition;
  private boolean ended;

  Watchers(long position) {
    this.position = position;
    this.toldPosition = position;
  }

  /** A published event found no room. Any thread. */
  void missed() {
    MISSED.getAndIncrement(this);
  }

  boolean isEmpty() {
    return watchers.isEmpty();
  }

  /**
   * Adds a watcher. It is told of everything that is written after the position that this returns,
   * since that is read after it was added. -1 if nothing will be written any more. Any thread.
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

  /** Any thread. */
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
   * Complete lines are written up to there. Said before anybody is acknowledged: who watches from
   * now on, after an acknowledgement, is not to be shown what was acknowledged.
   */
  void moveTo(long to) {
    position = to;
  }

  /**
   * The file was opened again, and its complete lines end there: where they ended before; or before
   * that, if the device lost some; or behind, if there are more than was known.
   *
   * @param isAnother whether it may be another file under the name
   */
  void goOnAt(long to, boolean isAnother) {
    position = to;
    if (to < toldPosition || isAnother) {
      toldPosition = Math.min(to, toldPosition);
      tell(watcher -> watcher.shortened(toldPosition));
    }
  }

  /**
   * Tells of what is written and published. The published events come first, each with the lines
   * before it: a watcher that knew of all lines already would show those after it too soon. Those
   * behind a line that was not written are not told: that line failed, and they have no place.
   */
  void tell() {
    if (published != null) {
      show(published);
      published.clear();
    }
    long to = position;
    if (toldPosition != to) {
      toldPosition = to;
      tell(watcher -> watcher.written(to));
    }
    if (MISSED.get(this) > 0) {
      long count = MISSED.getAndSet(this, 0);
      tell(watcher -> watcher.missed(count));
    }
  }

  private void show(List<Published> events) {
    for (int i = 0; i < events.size(); i++) {
      Published next = events.get(i);
      if (next.position <= position) {
        tell(watcher -> watcher.published(next.event, next.ts, next.position, next.heapBytes));
      }
    }
  }

  /** Each is told once; a second call tells those whom the first one had no memory to tell. */
  void ended(@Nullable DaybookException failure) {
    published = null;
    synchronized (this) {
      ended = true;
    }
    tell(watcher -> watcher.ended(failure));
    synchronized (this) {
      watchers = List.of();
    }
  }

  private void tell(Consumer<SessionWatcher> news) {
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
