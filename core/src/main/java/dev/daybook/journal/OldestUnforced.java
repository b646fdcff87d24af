package dev.daybook.journal;

import java.time.Duration;

/**
 * Since when the oldest event that is not forced waits. The journal thread notes it once a batch;
 * any thread may ask, also while the journal thread stands in a call that does not return.
 *
 * <p>Events carry no time of this kind, so the ring's are dated by marks: what is behind the place
 * where the ring ended at a mark came after it.
 */
final class OldestUnforced {

  private static final long NONE = 0;

  private final long origin = System.nanoTime() - 1;

  /** Of what is written. */
  private volatile long written = NONE;

  /** Of what is in the ring or was just taken from it; none while the journal thread sleeps. */
  private volatile long taken = NONE;

  // journal thread only
  private long mark;
  private long markedCursor;

  /**
   * The journal thread takes a batch.
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

  /** The journal thread found nothing to take. */
  void sleeps() {
    taken = NONE;
  }

  /** The oldest byte that is written and not forced is from that {@link System#nanoTime}. */
  void isWritten(long nanoTime) {
    written = nanoTime - origin;
  }

  /** All that is written is forced. */
  void isForced() {
    if (written != NONE) {
      written = NONE;
    }
  }

  /** How old it is now; zero if there is none. Any thread. */
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
