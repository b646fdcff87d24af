package dev.daybook.codec;

import com.fasterxml.jackson.core.JsonToken;
import dev.daybook.event.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.event.Json;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Unknown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A reader of lines in the very form that Daybook writes, without a parser: their envelope by its
 * places, their data with a {@link PlainCursor}. The entries are those that {@link Envelope} gives;
 * every other line is left to that. Any thread.
 */
final class PlainLine {

  private final EventTypes types;
  private final boolean keepsUnknown;
  private final boolean isVerbatim;

  /** The session of the last line: mostly that of the next one too. */
  private SessionName session = new SessionName(new byte[0], "");

  /** A session's id, as it stands in a line with its quotes, and as it reads. */
  private static final class SessionName {
    private final byte[] quoted;
    private final String id;

    SessionName(byte[] quoted, String id) {
      this.quoted = quoted;
      this.id = id;
    }
  }

  PlainLine(EventTypes types, boolean keepsUnknown, boolean isVerbatim) {
    this.types = types;
    this.keepsUnknown = keepsUnknown;
    this.isVerbatim = isVerbatim;
  }

  /** Returns the entry of a line whose checksum is right; null if the line needs a parser. */
  @Nullable
  Entry read(byte[] line, int from, int to) {
    LineBeginning beginning = new LineBeginning();
    if (!beginning.hasType(line, from, to)
        || beginning.nameFrom == beginning.nameTo
        || !beginning.hasPlace(line, to)) {
      return null;
    }
    Instant ts = Timestamps.find(line, beginning.ts);
    if (ts == null) {
      return null;
    }
    try {
      return read(beginning, ts, line, from, to);
    } catch (NotPlain | DaybookException | IOException notPlain) {
      return null;
    }
  }

  private @Nullable Entry read(LineBeginning beginning, Instant ts, byte[] line, int from, int to)
      throws IOException {
    PlainText strings = new PlainText(line, from, to);
    SessionName of = session;
    int at = LineBeginning.after(of.quoted, line, beginning.sessionId, to);
    if (at < 0 || of.quoted.length == 0) {
      of = sessionName(strings, line, beginning.sessionId, to);
      at = beginning.sessionId + of.quoted.length;
      session = of;
    }
    String id = null;
    int idAt = LineBeginning.after(EnvelopeHead.ID, line, at, to);
    if (idAt >= 0) {
      id = string(strings, line, idAt, to);
      at = strings.end();
    }
    int data = LineBeginning.after(EnvelopeHead.DATA, line, at, to);
    if (data < 0) {
      return null;
    }
    PlainCursor cursor = new PlainCursor(line, data, to, strings);
    if (cursor.nextToken() != JsonToken.START_OBJECT) {
      return null;
    }
    EventType type = types.byName(line, beginning.nameFrom, beginning.nameTo);
    if (type == null && !keepsUnknown) {
      return null;
    }
    String typeName = type != null
        ? type.wireName()
        : new String(
            line,
            beginning.nameFrom,
            beginning.nameTo - beginning.nameFrom,
            StandardCharsets.US_ASCII);
    SessionEvent event = type != null && !isVerbatim
        ? type.read(cursor)
        : new Unknown(typeName, new Json(cursor.verbatim()));
    return cursor.end() == to - LineCrc.TAIL_LENGTH
        ? new Entry(beginning.seq, ts, of.id, id, typeName, event)
        : null;
  }

  private static SessionName sessionName(PlainText strings, byte[] line, int at, int to) {
    String id = string(strings, line, at, to);
    return new SessionName(Arrays.copyOfRange(line, at, strings.end()), id);
  }

  private static String string(PlainText strings, byte[] line, int at, int to) {
    if (at >= to || line[at] != '"') {
      throw NotPlain.INSTANCE;
    }
    return strings.read(at + 1);
  }
}
