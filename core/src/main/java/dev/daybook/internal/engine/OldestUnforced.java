package dev.daybook.internal.engine;

import java.time.Duration;

/**
 * The age of the oldest event that is not forced. The journal thread notes it once a batch; any
 * thread may ask, also while the journal thread stands in a call that does not return.
 *
 * <p>Events carry no time of this kind, so the ring's are dated by marks: what is behind the place
 * where the ring ended at a mark came after it.
 */
final class OldestUnforced {

  private static final long NONE = 0;

  private final long origin = System.nanoTime() - 1;

  /** The time of the oldest written byte that is not forced. */
  private volatile long written = NONE;

  /**
   * The time of the oldest event in the ring or just taken from it; none while the journal thread
   * sleeps.
   */
  private volatile long taken = NONE;

  // journal thread only
  private long mark;
  private long markedCursor;

  /**
   * Notes that the journal thread takes a batch.
   *
   * @param next the sequence of the first slot that was not taken yet
   * @param cursor the highest sequence that was claimed
   */
  void begins(long next, long cursor) {
    if (taken == NONE) {
      mark = now();
    } else if (next <= markedCursor) {
      return;
    }
    taken = mark;
    mark = now();
    markedCursor = cursor;
  }

  /** Notes that the journal thread found nothing to take. */
  void sleeps() {
    taken = NONE;
  }

  /** Notes that the oldest written and unforced byte is from that {@link System#nanoTime}. */
  void writtenSince(long nanoTime) {
    written = nanoTime - origin;
  }

  /** Notes that all that is written is forced. */
  void allForced() {
    if (written != NONE) {
      written = NONE;
    }
  }

  /** Returns its age now; zero if there is none. Any thread. */
  Duration age() {
    long oldest = Math.min(orNever(written), orNever(taken));
    return oldest == Long.MAX_VALUE ? Duration.ZERO : Duration.ofNanos(Math.max(0, now() - oldest));
  }

  private static long orNever(long since) {
    return since == NONE ? Long.MAX_VALUE : since;
  }

  private long now() {
    return System.nanoTime() - origin;
  }
}
