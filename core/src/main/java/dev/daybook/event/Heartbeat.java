package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A sign of life, recorded so that a reader can distinguish a long silence from a crash.
 *
 * @param intervalSecs the time until the next one, in seconds
 */
public record Heartbeat(@Nullable Long intervalSecs) implements StandardEvent {
  public Heartbeat {
    Check.notNegative(intervalSecs, Heartbeat.class, "interval_secs");
  }
}
