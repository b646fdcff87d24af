package dev.daybook.internal.json;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Json;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Unknown;
import dev.daybook.internal.json.fast.JsonCursor.Token;
import dev.daybook.internal.json.fast.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON line, read from its bytes: an entry of a session's file, or an event that
 * is on its way into one. The caller checks which fields must be there.
 */
final class Envelope {

  @Nullable
  Long version;

  @Nullable
  Long seq;

  @Nullable
  String type;

  @Nullable
  Instant ts;

  @Nullable
  String sessionId;

  @Nullable
  String id;

  @Nullable
  String unknownField;

  boolean hasCrc;

  /** The data as the JSON it is, or null where it was read as a record or is not there. */
  @Nullable
  Json verbatim;

  /** The data as its type's record, or null where it was kept verbatim or is not there. */
  @Nullable
  SessionEvent event;

  /** The first byte of U+FEFF, which cannot begin anything else that a line begins with. */
  private static final byte BYTE_ORDER_MARK = (byte) 0xef;

  private Envelope() {}

  /**
   * Reads {@code [from, to)}, which must be one JSON object and nothing else.
   *
   * @param types data of these types is read as their records, all other data kept verbatim; null
   *     to keep all data verbatim
   */
  static Envelope read(byte[] bytes, int from, int to, @Nullable EventTypes types) {
    int malformed = Utf8.firstMalformed(bytes, from, to);
    if (malformed >= 0) {
      throw DaybookException.of(
          Kind.INVALID_UTF8, "line is not UTF-8", "column", malformed - from + 1);
    }
    Envelope envelope = new Envelope();
    boolean complete = false;
    try (ParserCursor cursor = new ParserCursor(bytes, from, to)) {
      try {
        if (cursor.nextToken() != Token.OBJECT) {
          throw notAnObject(cursor, from, to);
        }
        envelope.readFields(cursor, types);
        complete = true;
        if (cursor.nextToken() != null) {
          throw trailingText(cursor);
        }
        return envelope;
      } catch (IOException e) {
        throw complete ? trailingText(cursor) : invalidJson(e, cursor, from < to ? bytes[from] : 0);
      }
    } catch (IOException e) {
      throw new AssertionError("a parser over bytes closes nothing", e);
    }
  }

  private void readFields(ParserCursor cursor, @Nullable EventTypes types) throws IOException {
    Set<String> unknownFields = new HashSet<>();
    while (cursor.nextToken() == Token.NAME) {
      String name = cursor.parser.currentName();
      boolean isTwice = switch (name) {
        case "v" -> version != null;
        case "seq" -> seq != null;
        case "type" -> type != null;
        case "ts" -> ts != null;
        case "session_id" -> sessionId != null;
        case "id" -> id != null;
        case "data" -> event != null || verbatim != null;
        case "crc" -> hasCrc;
        default -> !unknownFields.add(name);
      };
      if (isTwice) {
        throw DaybookException.of(Kind.DUPLICATE_FIELD, "field stands twice in the line");
      }
      cursor.nextToken();
      switch (name) {
        case "v" -> version = (Long) ScalarCodec.LONG.read(cursor, name);
        case "seq" -> seq = (Long) ScalarCodec.LONG.read(cursor, name);
        case "type" -> type = readType(cursor);
        case "ts" -> ts = (Instant) ScalarCodec.INSTANT.read(cursor, name);
        case "session_id" -> sessionId = (String) ScalarCodec.STRING.read(cursor, name);
        case "id" -> id = (String) ScalarCodec.STRING.read(cursor, name);
        case "data" -> readData(cursor, types);
        case "crc" -> {
          hasCrc = true;
          cursor.skipValue();
        }
        default -> {
          unknownField = name;
          cursor.skipValue();
        }
      }
    }
  }

  private static String readType(ParserCursor cursor) throws IOException {
    if (!cursor.isAt(Token.STRING) || cursor.parser.getTextLength() == 0) {
      throw missingType();
    }
    return cursor.text();
  }

  private void readData(ParserCursor cursor, @Nullable EventTypes types) throws IOException {
    ScalarCodec.expect(cursor.isAt(Token.OBJECT), cursor, "data", "object");
    EventType known = types == null || type == null ? null : types.byName(type);
    if (known != null) {
      event = known.read(cursor);
    } else {
      verbatim = new Json(cursor.verbatim());
    }
  }

  String requireType() {
    if (type == null) {
      throw missingType();
    }
    return type;
  }

  static <T> T require(@Nullable T value, String field) {
    if (value == null) {
      throw DaybookException.of(
          Kind.MISSING_FIELD, "the line lacks a required field", "field", field);
    }
    return value;
  }

  /** Returns the event, as its record or as the JSON that it is. */
  SessionEvent requireEvent(@Nullable EventTypes types) {
    String wireName = requireType();
    if (event != null) {
      return event;
    }
    Unknown unknown = new Unknown(wireName, require(verbatim, "data"));
    EventType known = types == null ? null : types.byName(wireName);
    return known == null ? unknown : typed(known, unknown);
  }

  /**
   * Reads the data of a line whose data stands before its type, which only a foreign writer
   * produces.
   */
  private static SessionEvent typed(EventType known, Unknown unknown) {
    byte[] utf8 = unknown.data().text().getBytes(StandardCharsets.UTF_8);
    try (ParserCursor cursor = new ParserCursor(utf8, 0, utf8.length)) {
      cursor.nextToken();
      return known.read(cursor);
    } catch (IOException e) {
      throw new AssertionError("this text was parsed before", e);
    }
  }

  private static DaybookException missingType() {
    return DaybookException.of(
        Kind.MISSING_TYPE, "the line has no type, or one that is no string", "field", "type");
  }

  private static DaybookException notAnObject(ParserCursor cursor, int from, int to) {
    if (cursor.token() == null) {
      return DaybookException.of(Kind.INVALID_JSON, "line is empty", "bytes", to - from);
    }
    return DaybookException.of(
        Kind.NOT_AN_OBJECT, "line is not a JSON object", "found", ScalarCodec.found(cursor));
  }

  private static DaybookException trailingText(ParserCursor cursor) {
    return DaybookException.of(
        Kind.TRAILING_TEXT,
        "text goes on after the object; give one object a line",
        "column",
        column(cursor));
  }

  /**
   * Returns an error with the place and no content: the parser's own message would quote the line.
   */
  private static DaybookException invalidJson(IOException e, ParserCursor cursor, byte first) {
    if (e instanceof StreamConstraintsException) {
      return DaybookException.of(
          Kind.INVALID_JSON, "JSON nests too deep", "maxDepth", JsonFormat.MAX_DEPTH);
    }
    if (first == BYTE_ORDER_MARK) {
      return DaybookException.of(
          Kind.INVALID_JSON, "line begins with a byte order mark; remove it", "column", 1);
    }
    return DaybookException.of(Kind.INVALID_JSON, "line is not JSON", "column", column(cursor));
  }

  private static long column(ParserCursor cursor) {
    return Math.max(1, cursor.parser.currentLocation().getByteOffset() + 1);
  }
}
