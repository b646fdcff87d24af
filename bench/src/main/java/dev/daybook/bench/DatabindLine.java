package dev.daybook.bench;

import dev.daybook.event.SessionEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A line as an application that writes its own file with databind would declare it. */
record DatabindLine(int v, long seq, String type, String ts, String sessionId, SessionEvent data) {

  /** The line of the event at that place of the mix, at this moment. */
  static DatabindLine of(EventMix mix, int index, long seq) {
    // as databind's module for java.time formats an Instant, but for the nanoseconds
    String ts = Instant.now().truncatedTo(ChronoUnit.MICROS).toString();
    return new DatabindLine(1, seq, mix.type(index), ts, EventMix.SESSION, mix.event(index));
  }
}
