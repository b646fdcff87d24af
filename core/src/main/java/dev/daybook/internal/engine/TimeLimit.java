package dev.daybook.internal.engine;

/**
 * The rest of a time limit, which does not run while the whole process is stopped: by SIGSTOP, a
 * debugger, a suspended machine. Otherwise a thread that waits in steps would find its time over
 * although the threads it waits for had none either. One thread's.
 */
final class TimeLimit {

  /** The delay beyond the requested time that a step may have on a busy machine. */
  private static final long MAX_DELAY_NANOS = 250_000_000;

  private final long max;
  private final long delay;
  private long used;
  private long last = System.nanoTime();
  private long step;

  TimeLimit(long nanos) {
    this.max = nanos;
    this.delay = Math.min(MAX_DELAY_NANOS, nanos / 4);
  }

  /** Returns the whole limit. */
  long nanos() {
    return max;
  }

  /** Returns the time that is left; not positive if the limit is over. */
  long left() {
    return left(System.nanoTime());
  }

  /** Returns the time that is left at that {@link System#nanoTime}. */
  long left(long now) {
    used += Math.max(0, Math.min(now - last, step + delay));
    last = now;
    step = 0;
    return max - used;
  }

  /**
   * Returns the next step: what is left, but at most {@code nanos}. The caller waits for it before
   * it looks again.
   */
  long step(long nanos) {
    step = Math.max(0, Math.min(nanos, max - used));
    return step;
  }
}
