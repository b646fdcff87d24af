package dev.daybook;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** The checks of options: each throws {@link IllegalArgumentException}. */
final class Bounds {

  private Bounds() {}

  /** Returns a duration that is longer than none. */
  static Duration positive(Duration duration, String name) {
    requireNonNull(duration, name);
    require(
        !duration.isNegative() && !duration.isZero(), name + " must be positive", name, duration);
    return duration;
  }

  /** Throws the reason, with name and value, unless the condition holds. */
  static void require(boolean condition, String reason, String name, Object value) {
    if (!condition) {
      throw new IllegalArgumentException(reason + ": " + name + "=" + value);
    }
  }

  /** Requires room for a few events of the largest size at a time. */
  static void requireRoom(long inFlightBytes, int lineBytes) {
    require(
        inFlightBytes >= 4L * lineBytes,
        "maxInFlightBytes must be at least four times maxLineBytes",
        "maxInFlightBytes",
        inFlightBytes);
  }
}
