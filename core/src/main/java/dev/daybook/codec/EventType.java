package dev.daybook.codec;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.daybook.event.SessionEvent;
import java.nio.charset.StandardCharsets;

/** One type of event: its wire name, quoted and ready to be copied, and the schema of its data. */
final class EventType {

  private final String wireName;
  private final Class<? extends SessionEvent> eventClass;
  private final byte[] quotedName;

  EventType(Class<? extends SessionEvent> eventClass) {
    this.eventClass = eventClass;
    this.wireName = WireNames.snakeCase(eventClass.getSimpleName());
    this.quotedName = quoted(wireName);
  }

  /** The name on the line. */
  String wireName() {
    return wireName;
  }

  /** The name as JSON string bytes, quotes included; not to be written. */
  byte[] quotedName() {
    return quotedName;
  }

  /** Derived when it is first used: a reader that meets five types pays for five. */
  RecordSchema schema() {
    return RecordSchema.of(eventClass);
  }

  static byte[] quoted(String text) {
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
