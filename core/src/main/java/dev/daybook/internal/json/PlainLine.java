package dev.daybook.internal.json;

import dev.daybook.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.event.Json;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Unknown;
import dev.daybook.internal.json.fast.JsonCursor.Token;
import dev.daybook.internal.json.fast.NotPlain;
import dev.daybook.internal.json.fast.PlainCursor;
import java.io.IOException;
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

  /**
   * The session that the last line named. The next line mostly names it too, and then its id is
   * compared and not decoded again. Threads may overwrite each other's: each finds a whole one, as
   * its fields are final.
   */
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
    LineHeader header = LineHeader.ofBeginning(line, from, to);
    if (header == null || header.typeFrom == header.typeTo) {
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
    PlainCursor cursor = new PlainCursor(line, from, to);
    SessionName of = session;
    int at = LineHeader.after(of.quoted, line, sessionId, to);
    if (at < 0 || of.quoted.length == 0) {
      of = sessionName(cursor, line, sessionId);
      at = sessionId + of.quoted.length;
      session = of;
    }
    String id = null;
    int idAt = LineHeader.after(LineHeader.ID, line, at, to);
    if (idAt >= 0) {
      id = cursor.stringAt(idAt);
      at = cursor.end();
    }
    int data = LineHeader.after(LineHeader.DATA, line, at, to);
    if (data < 0) {
      return null;
    }
    cursor.moveTo(data);
    if (cursor.nextToken() != Token.OBJECT) {
      return null;
    }
    EventType type = types.byName(header);
    if (type == null && !keepsUnknown) {
      return null;
    }
    String typeName = type != null ? type.wireName() : header.type();
    SessionEvent event = type != null && !isVerbatim
        ? type.read(cursor)
        : new Unknown(typeName, new Json(cursor.verbatim()));
    return cursor.end() == to - LineCrc.TAIL_LENGTH
        ? new Entry(header.seq(), ts, of.id, id, typeName, event)
        : null;
  }

  private static SessionName sessionName(PlainCursor cursor, byte[] line, int at) {
    String id = cursor.stringAt(at);
    return new SessionName(Arrays.copyOfRange(line, at, cursor.end()), id);
  }
}
