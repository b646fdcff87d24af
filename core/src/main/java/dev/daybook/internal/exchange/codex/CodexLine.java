package dev.daybook.internal.exchange.codex;

import dev.daybook.event.SessionEvent;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.reading.KindName;
import dev.daybook.internal.exchange.reading.ValueReader;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a Codex file, and the session that it is added to.
 *
 * @param item the line
 * @param type the line's type; of a line without an envelope {@code response_item}
 * @param payload the object in the envelope; of a line without one the line's object
 * @param ts the line's time; null if it has none
 * @param target the session
 */
record CodexLine(
    Item item, String type, JsonValue payload, @Nullable Instant ts, ImportTarget target) {

  private static final String AGENT = "codex";

  /** Returns the payload's type; the empty text if it has none. */
  String kind() {
    return payload.get("type").text("");
  }

  void add(SessionEvent event) {
    target.add(event, ts, null);
  }

  /** Adds the whole line, of that kind, as it is. */
  void addVerbatim(String kind) {
    addVerbatim(kind, item.value());
  }

  /** Adds a part of the line, of that kind, as it is. */
  void addVerbatim(String kind, JsonValue value) {
    ValueReader.addVerbatim(target, KindName.of(AGENT, kind), value, ts, null);
  }
}
