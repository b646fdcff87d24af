package dev.daybook.internal.exchange.copilot;

import dev.daybook.event.SessionEvent;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.reading.KindName;
import dev.daybook.internal.exchange.reading.ValueReader;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a Copilot file, and the session that it is added to.
 *
 * @param value the line
 * @param ts the line's time; null if it has none
 * @param target the session, of the agent or of one of its sub-agents
 */
record CopilotLine(JsonValue value, @Nullable Instant ts, ImportTarget target) {

  private static final String AGENT = "copilot_cli";

  String type() {
    return value.get("type").text("");
  }

  JsonValue data() {
    return value.get("data");
  }

  void add(SessionEvent event) {
    target.add(event, ts, value.get("id").text());
  }

  /** Adds the whole line as it is. */
  void addVerbatim() {
    ValueReader.addVerbatim(
        target, KindName.of(AGENT, type()), value, ts, value.get("id").text());
  }

  /** Returns the same line for another session. */
  CopilotLine in(ImportTarget other) {
    return new CopilotLine(value, ts, other);
  }
}
