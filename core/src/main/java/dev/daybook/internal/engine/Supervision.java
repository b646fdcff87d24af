package dev.daybook.internal.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Exponential back-off for reopening a failed session. The delay starts at {@code firstDelay},
 * doubles after each failed attempt up to {@code maxDelay}, and resets once a force succeeds.
 *
 * @param firstDelay the wait before the first attempt; positive
 * @param maxDelay the longest wait; not below {@code firstDelay}
 */
public record Supervision(Duration firstDelay, Duration maxDelay) {

  /** The back-off that begins at 100 milliseconds and is bounded by 30 seconds. */
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

  /** Returns the wait after one of so many nanoseconds; 0 for none. */
  long delayNanosAfter(long lastNanos) {
    long max = maxNanos();
    long first = Math.min(JournalOptions.nanos(firstDelay), max);
    if (lastNanos == 0) {
      return first;
    }
    return lastNanos > max / 2 ? max : 2 * lastNanos;
  }

  /** Returns the longest wait, in nanoseconds that can be added to a clock's. */
  long maxNanos() {
    return Math.min(JournalOptions.nanos(maxDelay), Long.MAX_VALUE / 4);
  }
}
