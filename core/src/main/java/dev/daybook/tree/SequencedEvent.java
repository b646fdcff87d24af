package dev.daybook.tree;

import static java.util.Objects.requireNonNull;

import dev.daybook.event.SessionEvent;
import java.time.Instant;

/**
 * An event with its number among those of its loop.
 *
 * @param sequence its number in the loop, from 0, without gaps
 * @param ts the time it was recorded
 * @param event the event
 */
public record SequencedEvent(long sequence, Instant ts, SessionEvent event) {
  public SequencedEvent {
    requireNonNull(ts, "ts");
    requireNonNull(event, "event");
  }
}
