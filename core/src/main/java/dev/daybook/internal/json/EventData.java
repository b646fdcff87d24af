package dev.daybook.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Json;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Unknown;
import dev.daybook.internal.json.fast.JsonCursor.Token;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The data of single events, as it stands in a line: to an event, and back. Any thread. */
public final class EventData {

  private EventData() {}

  /**
   * Returns the event of that type with that data; one of a type that is not known is
   * {@link Unknown}.
   *
   * @throws DaybookException if the data is no object, or does not fit the type
   */
  public static SessionEvent event(EventTypes types, String type, Json data) {
    EventType known = types.byName(type);
    if (known == null) {
      return new Unknown(type, data);
    }
    byte[] utf8 = data.text().getBytes(StandardCharsets.UTF_8);
    try (ParserCursor cursor = new ParserCursor(utf8, 0, utf8.length)) {
      cursor.nextToken();
      ScalarCodec.expect(cursor.isAt(Token.OBJECT), cursor, "data", "object");
      return known.read(cursor);
    } catch (IOException malformed) {
      // no cause: its message may quote the data
      throw DaybookException.of(Kind.INVALID_JSON, "the data is not JSON", "type", type);
    }
  }

  /**
   * Returns the event's data.
   *
   * @throws DaybookException {@code UNENCODABLE} if it has no JSON form
   */
  public static JsonValue of(EventTypes types, SessionEvent event) {
    byte[] utf8 = event instanceof Unknown unknown
        ? VerbatimJson.line(unknown.data()).getBytes(StandardCharsets.UTF_8)
        : written(types, event);
    return JsonValue.first(utf8, 0, utf8.length);
  }

  private static byte[] written(EventTypes types, SessionEvent event) {
    EventType type = types.of(event);
    if (type == null) {
      throw Admission.unregistered(event);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonFormat.generator(bytes)) {
      type.write(json, event);
    } catch (IOException unencodable) {
      throw DaybookException.of(
          Kind.UNENCODABLE, "the event cannot be written as JSON", "type", type.wireName());
    }
    return bytes.toByteArray();
  }
}
