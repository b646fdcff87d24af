package dev.daybook.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that brings its own time or identity, as an imported one does: {@code session.record(new
 * Stamped(event, ts, id))}. A session unwraps it; a fold never returns it.
 *
 * @param event the event; not itself stamped
 * @param ts the time, kept to the microsecond, years 0000 to 9999; null for the time of recording
 * @param id the caller's idempotency key or the event's id where it came from; null for none. Kept,
 *     not checked for uniqueness
 */
public record Stamped(
    SessionEvent event, @Nullable Instant ts, @Nullable String id) implements SessionEvent {

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  public Stamped {
    Check.present(event, Stamped.class, "event");
    if (event instanceof Stamped) {
      throw Check.invalid(
          "event is stamped already; give the event itself", Stamped.class, "event");
    }
    if (ts != null && (ts.isBefore(FIRST) || !ts.isBefore(END))) {
      throw Check.invalid("the year is outside 0000 to 9999", Stamped.class, "ts");
    }
  }
}
