package dev.daybook.journal;

/**
 * The rest of a time limit, which does not run while the whole process is stopped: by SIGSTOP, a
 * debugger, a suspended machine. Who waits in steps would otherwise find its time over although
 * those it waits for had none either. One thread's.
 */
final class TimeLimit {

  /** So much more than was asked for, a step may take on a busy machine. */
  private static final long MAX_DELAY_NANOS = 250_000_000;

  private final long most;
  private final long delay;
  private long used;
  private long last = System.nanoTime();
  private long step;

  TimeLimit(long nanos) {
    this.most = nanos;
    this.delay = Math.min(MAX_DELAY_NANOS, nanos / 4);
  }

  /** How long that is on the whole. */
  long nanos() {
    return most;
  }

  /** How long may still be waited; not positive if the time is over. */
  long left() {
    return left(System.nanoTime());
  }

  /** The same at that {@link System#nanoTime}. */
  long left(long now) {
    used += Math.max(0, Math.min(now - last, step + delay));
    last = now;
    step = 0;
    return most - used;
  }

  /** The next step: what is left, but no more than that. It is waited for before the next look. */
  long step(long nanos) {
    step = Math.max(0, Math.min(nanos, most - used));
    return step;
  }
}
