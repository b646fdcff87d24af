package dev.daybook.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.daybook.DaybookException;
import dev.daybook.event.SessionEvent;
import dev.daybook.internal.json.fast.EscapedChars;
import dev.daybook.internal.json.fast.JsonCursor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A type of event: its wire name, quoted and ready to be copied, and the schema of its data. */
final class EventType {

  private final String wireName;
  private final Class<?> eventClass;
  private final byte[] quotedName;

  EventType(String wireName, Class<?> eventClass) {
    this.eventClass = eventClass;
    this.wireName = wireName;
    this.quotedName = quoted(wireName);
  }

  /** Returns the name on the line. */
  String wireName() {
    return wireName;
  }

  /** Returns the name as JSON string bytes, quotes included; not to be written. */
  byte[] quotedName() {
    return quotedName;
  }

  /** Returns true if the line's type has this name. */
  boolean isNamed(LineHeader header) {
    return Arrays.equals(
        quotedName, 1, quotedName.length - 1, header.line, header.typeFrom, header.typeTo);
  }

  Class<?> eventClass() {
    return eventClass;
  }

  /** Writes the event's data. */
  void write(JsonGenerator json, SessionEvent event) throws IOException {
    schema().write(json, event);
  }

  /**
   * Reads the event whose data is the object at the cursor.
   *
   * @throws DaybookException that names the type, and the field as a path from the data
   */
  SessionEvent read(JsonCursor cursor) throws IOException {
    try {
      return (SessionEvent) schema().readData(cursor);
    } catch (DaybookException refused) {
      throw Restated.with(refused, "type", wireName);
    }
  }

  /** Checks the event's data as {@link ValueCodec#admit} does; a refusal names the type. */
  long admit(SessionEvent event) {
    try {
      return schema().admit(event, 1);
    } catch (DaybookException refused) {
      throw Restated.with(refused, "type", wireName);
    }
  }

  /** Returns the event with its data {@linkplain ValueCodec#frozen frozen}. */
  SessionEvent frozen(SessionEvent event) {
    try {
      return (SessionEvent) schema().frozen(event);
    } catch (DaybookException refused) {
      throw Restated.with(refused, "type", wireName);
    }
  }

  /**
   * Returns the schema, derived when it is first used: a reader that meets five types pays for
   * five.
   */
  RecordSchema schema() {
    return RecordSchema.of(eventClass);
  }

  static byte[] quoted(String text) {
    if (EscapedChars.isIn(text)) {
      return JsonText.of(text).getBytes(StandardCharsets.UTF_8);
    }
    byte[] escaped;
    try {
      escaped = JsonStringEncoder.getInstance().quoteAsUTF8(text);
    } catch (IllegalArgumentException loneSurrogate) {
      // the encoder has no escape for it, a generator does
      return JsonText.of(text).getBytes(StandardCharsets.UTF_8);
    }
    byte[] quoted = new byte[escaped.length + 2];
    System.arraycopy(escaped, 0, quoted, 1, escaped.length);
    quoted[0] = '"';
    quoted[quoted.length - 1] = '"';
    return quoted;
  }
}
