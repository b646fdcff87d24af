package dev.daybook.codec;

import com.fasterxml.jackson.core.JsonToken;
import dev.daybook.event.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.event.Json;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Unknown;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reader of lines in the very form that Daybook writes, without a parser: their envelope by its
 * places, their data with a {@link PlainCursor}. The entries are those that {@link Envelope} gives;
 * every other line is left to that. Any thread.
 */
final class PlainLine {

  private static final byte[] NO_NAME = {};

  private final EventTypes types;
  private final boolean keepsUnknown;
  private final boolean isVerbatim;

  /** The session of the last line, mostly that of the next one too: one string for all of them. */
  private String session = "";

  PlainLine(EventTypes types, boolean keepsUnknown, boolean isVerbatim) {
    this.types = types;
    this.keepsUnknown = keepsUnknown;
    this.isVerbatim = isVerbatim;
  }

  /** Returns the entry of a line whose checksum is right; null if the line needs a parser. */
  @Nullable
  Entry read(byte[] line, int from, int to) {
    LineHeader header = LineHeader.ofBeginning(line, from, to);
    if (header == null || header.isOfType(NO_NAME)) {
      return null;
    }
    Instant ts = header.ts();
    int sessionId = header.sessionId();
    if (ts == null || sessionId < 0) {
      return null;
    }
    try {
      return read(header, ts, sessionId, line, from, to);
    } catch (NotPlain | DaybookException | IOException notPlain) {
      return null;
    }
  }

  private @Nullable Entry read(
      LineHeader header, Instant ts, int sessionId, byte[] line, int from, int to)
      throws IOException {
    PlainText strings = new PlainText(line, from, to);
    String of = string(strings, line, sessionId, to);
    int at = strings.end();
    String last = session;
    if (of.equals(last)) {
      of = last;
    } else {
      session = of;
    }
    String id = null;
    int idAt = LineHeader.after(LineHeader.ID, line, at, to);
    if (idAt >= 0) {
      id = string(strings, line, idAt, to);
      at = strings.end();
    }
    int data = LineHeader.after(LineHeader.DATA, line, at, to);
    if (data < 0) {
      return null;
    }
    PlainCursor cursor = new PlainCursor(line, data, to, strings);
    if (cursor.nextToken() != JsonToken.START_OBJECT) {
      return null;
    }
    String name = header.type();
    EventType type = types.byName(name);
    if (type == null && !keepsUnknown) {
      return null;
    }
    String typeName = type != null ? type.wireName() : name;
    SessionEvent event = type != null && !isVerbatim
        ? type.read(cursor)
        : new Unknown(typeName, new Json(cursor.verbatim()));
    return cursor.end() == to - LineCrc.TAIL_LENGTH
        ? new Entry(header.seq(), ts, of, id, typeName, event)
        : null;
  }

  private static String string(PlainText strings, byte[] line, int at, int to) {
    if (at >= to || line[at] != '"') {
      throw NotPlain.INSTANCE;
    }
    return strings.read(at + 1);
  }
}
