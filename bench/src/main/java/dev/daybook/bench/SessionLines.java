package dev.daybook.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.UncheckedIOException;

/** The events of the mix as lines of sessions, by databind, for stores of bytes. Any thread. */
final class SessionLines {

  private static final ObjectWriter WRITER = RecordMapper.create().writerFor(DeclaredLine.class);

  private final EventMix mix;
  private final String[] ids;

  SessionLines(EventMix mix, int sessions) {
    this.mix = mix;
    this.ids = EventMix.sessionIds(sessions);
  }

  /** Encodes the event at that place of the mix, at this moment, without a line feed. */
  byte[] line(int session, int index) {
    try {
      return WRITER.writeValueAsBytes(DeclaredLine.of(mix, index, index, ids[session]));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the session and the seq in one number, by which the lines are in their order. */
  static long key(int session, int seq) {
    return (long) session << Integer.SIZE | seq;
  }
}
