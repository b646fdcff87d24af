package dev.daybook.internal.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The events of one session that found no room, each with its place: the ring sequence claimed
 * last, by any thread, when it was dropped. It stands in the file behind what was claimed until
 * then, and before its thread's next event.
 *
 * <p>Recording threads add, without a lock; the journal thread takes. Between two claims all drops
 * are one number, so that a ring that stands still fills no memory.
 */
final class Drops {

  /** A number of drops between two claims; taken when the count is negative. */
  private static final class Run {
    private static final AtomicLongFieldUpdater<Run> COUNT =
        AtomicLongFieldUpdater.newUpdater(Run.class, "count");

    final long after;
    private volatile long count = 1;

    Run(long after) {
      this.after = after;
    }

    /** Adds one; returns false if the run is taken already. */
    boolean addOne() {
      long seen = count;
      while (seen > 0) {
        if (COUNT.compareAndSet(this, seen, seen + 1)) {
          return true;
        }
        seen = count;
      }
      return false;
    }

    long take() {
      return COUNT.getAndSet(this, -1);
    }
  }

  private final Queue<Run> runs = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Run latest;

  /**
   * Counts a dropped event. Any thread.
   *
   * @param cursor the ring sequence that was claimed last
   */
  void add(long cursor) {
    Run run = latest;
    if (run == null || run.after != cursor || !run.addOne()) {
      Run begun = new Run(cursor);
      // first, so that drops added to it are visible to the journal thread
      runs.add(begun);
      latest = begun;
    }
  }

  // --- journal thread only

  /** Returns true if there is a drop. */
  boolean isAny() {
    return runs.peek() != null;
  }

  /** Returns true if there is a drop that belongs before that ring sequence. */
  boolean isAnyBefore(long sequence) {
    Run first = runs.peek();
    return first != null && first.after < sequence;
  }

  /** Takes the drops that belong before that ring sequence, and returns their number. */
  long takeBefore(long sequence) {
    long count = 0;
    while (isAnyBefore(sequence)) {
      count += runs.remove().take();
    }
    return count;
  }
}
