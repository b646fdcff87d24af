package dev.daybook.bench;

import dev.daybook.event.SessionEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A line as an application declares it that knows no {@code Entry}: its time is the text that it
 * is. Public, because some generate code only for what they can see.
 */
public record DeclaredLine<E extends SessionEvent>(
    int v, long seq, String type, String ts, String sessionId, E data) {

  /** The only one there is. */
  public static final int VERSION = 1;

  /** The line of the event at that place of the mix, at this moment, in the mix's own session. */
  static DeclaredLine<SessionEvent> of(EventMix mix, int index, long seq) {
    return of(mix, index, seq, EventMix.SESSION);
  }

  /** The line of the event at that place of the mix, at this moment. */
  static DeclaredLine<SessionEvent> of(EventMix mix, int index, long seq, String sessionId) {
    // as databind's module for java.time formats an Instant, but for the nanoseconds
    String ts = Instant.now().truncatedTo(ChronoUnit.MICROS).toString();
    return new DeclaredLine<>(VERSION, seq, mix.type(index), ts, sessionId, mix.event(index));
  }
}
