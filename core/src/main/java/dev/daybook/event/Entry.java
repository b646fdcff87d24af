package dev.daybook.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a session's file: an event and its envelope.
 *
 * @param seq the entry's number in its session, from 0, without gaps; the order of the session
 * @param ts the time of recording, to the microsecond. A clock may step back: order by {@code seq}
 * @param sessionId the session it belongs to
 * @param id the caller's own identifier for it, if it gave one
 * @param type the wire name of the event
 * @param event the event; {@link Unknown} if the reader does not know the type
 */
public record Entry(
    long seq, Instant ts, String sessionId, @Nullable String id, String type, SessionEvent event) {
  public Entry {
    Check.atLeast(0, seq, Entry.class, "seq");
    Check.present(ts, Entry.class, "ts");
    Check.present(sessionId, Entry.class, "session_id");
    Check.present(type, Entry.class, "type");
    Check.present(event, Entry.class, "event");
  }
}
