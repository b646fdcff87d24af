package dev.daybook.internal.json;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Stamped;

/**
 * A decoder of one line of input, {@code {"type":...,"data":{...}}} with an optional {@code "ts"}
 * and {@code "id"}, to the event that it asks to record. The data is kept verbatim, whatever its
 * type. Any thread.
 *
 * <p>The other fields of a session file's line are let through and left out, so that what a fold
 * prints can be recorded elsewhere; a checksum among them is verified first.
 */
public final class InputDecoder {

  private InputDecoder() {}

  /**
   * Reads the line in {@code [from, to)}, its line feed excluded. The session checks that the data
   * fits its type when it records the event.
   *
   * @throws DaybookException if the line is no such object; the kind is the reason, and the message
   *     quotes nothing of the line
   */
  public static SessionEvent decode(byte[] line, int from, int to) {
    if (LineCrc.isPresent(line, from, to) && !LineCrc.matches(line, from, to)) {
      throw DaybookException.of(
          Kind.CRC_MISMATCH,
          "the line comes from a session's file and is not what was written there");
    }
    Envelope envelope = Envelope.read(line, from, to, null);
    if (envelope.unknownField != null) {
      throw DaybookException.of(
          Kind.UNKNOWN_FIELD,
          "only type, data, ts and id stand beside each other; put the rest inside data");
    }
    SessionEvent event = envelope.requireEvent(null);
    return envelope.ts == null && envelope.id == null
        ? event
        : new Stamped(event, envelope.ts, envelope.id);
  }
}
