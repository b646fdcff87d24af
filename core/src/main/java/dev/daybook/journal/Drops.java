package dev.daybook.journal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The events of one session that found no room, each with its place: the ring sequence that was
 * claimed last when it was dropped, by whomever. It stands in the file behind what was claimed
 * until then, and before whatever its thread records next.
 *
 * <p>Recording threads add, without a lock; the journal thread takes. Between two claims all drops
 * are one number, so that a ring that stands still fills no memory.
 */
final class Drops {

  /** So many drops between two claims; taken when the count is negative. */
  private static final class Run {
    private static final AtomicLongFieldUpdater<Run> COUNT =
        AtomicLongFieldUpdater.newUpdater(Run.class, "count");

    final long after;
    private volatile long count = 1;

    Run(long after) {
      this.after = after;
    }

    /** False if it is taken already. */
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
   * An event was dropped. Any thread.
   *
   * @param cursor the ring sequence that was claimed last
   */
  void add(long cursor) {
    Run run = latest;
    if (run == null || run.after != cursor || !run.addOne()) {
      Run begun = new Run(cursor);
      // first, so that whoever adds to it adds to what the journal thread can see
      runs.add(begun);
      latest = begun;
    }
  }

  // --- journal thread only

  /** Whether there is one. */
  boolean isAny() {
    return runs.peek() != null;
  }

  /** Whether there is one that belongs before that ring sequence. */
  boolean isAnyBefore(long sequence) {
    Run first = runs.peek();
    return first != null && first.after < sequence;
  }

  /** Takes those that belong before that ring sequence, and says how many. */
  long takeBefore(long sequence) {
    long count = 0;
    while (isAnyBefore(sequence)) {
      count += runs.remove().take();
    }
    return count;
  }
}
