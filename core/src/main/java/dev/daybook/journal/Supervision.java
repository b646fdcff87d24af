package dev.daybook.journal;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * That a session which failed is opened again by itself, and how long it waits before each try:
 * twice as long as before the last one, until a force has succeeded since.
 *
 * @param firstDelay the wait before the first try; positive
 * @param maxDelay the longest wait; not below {@code firstDelay}
 */
public record Supervision(Duration firstDelay, Duration maxDelay) {

  /** First after 100 milliseconds, and at least every 30 seconds. */
  public static final Supervision STANDARD =
      new Supervision(Duration.ofMillis(100), Duration.ofSeconds(30));

  public Supervision {
    requireNonNull(firstDelay, "firstDelay");
    requireNonNull(maxDelay, "maxDelay");
    if (firstDelay.isNegative() || firstDelay.isZero()) {
      throw new IllegalArgumentException("firstDelay must be positive: firstDelay=" + firstDelay);
    }
    if (maxDelay.compareTo(firstDelay) < 0) {
      throw new IllegalArgumentException("maxDelay must not be below firstDelay: firstDelay="
          + firstDelay
          + ", maxDelay="
          + maxDelay);
    }
  }

  /** The wait after one of so many nanoseconds; 0 for none. */
  long delayNanosAfter(long lastNanos) {
    long max = maxNanos();
    long first = Math.min(JournalOptions.nanos(firstDelay), max);
    if (lastNanos == 0) {
      return first;
    }
    return lastNanos > max / 2 ? max : 2 * lastNanos;
  }

  /** The longest wait, in nanoseconds that can be added to a clock's. */
  long maxNanos() {
    return Math.min(JournalOptions.nanos(maxDelay), Long.MAX_VALUE / 4);
  }
}
