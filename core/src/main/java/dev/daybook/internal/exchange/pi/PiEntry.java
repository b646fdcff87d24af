package dev.daybook.internal.exchange.pi;

import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.reading.ValueReader;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a file of pi.
 *
 * @param value the line's object
 * @param type the line's kind; empty if it names none
 * @param ts the line's time
 * @param id the line's own id
 * @param line the line's number
 */
record PiEntry(
    JsonValue value,
    String type,
    @Nullable Instant ts,
    @Nullable String id,
    long line) {

  JsonValue get(String name) {
    return value.get(name);
  }

  /** Adds the whole line as an entry of that type. */
  void addVerbatim(ImportTarget target, String wireType) {
    ValueReader.addVerbatim(target, wireType, value, ts, id);
  }
}
