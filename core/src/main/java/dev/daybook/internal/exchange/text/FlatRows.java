package dev.daybook.internal.exchange.text;

import dev.daybook.check.Diagnosis;
import dev.daybook.check.UsageTally;
import dev.daybook.event.Entry;
import dev.daybook.event.Json;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.Unknown;
import dev.daybook.exchange.ExportReport;
import dev.daybook.exchange.ExportedSession;
import dev.daybook.internal.check.Copies;
import dev.daybook.internal.json.EventData;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.JsonValue;
import dev.daybook.internal.json.JsonWriter;
import dev.daybook.read.Fold;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A writer of a session as rows for a query: one flat JSON object an entry, every column in every
 * row, and the entry's data in the last one, so that nothing is left out. Read twice: first for the
 * kind of event whose tokens count, so that a sum over all rows is the session's usage. The tokens
 * of what a fork copied stand in the session that it comes from. Memory is bounded for any session.
 */
public final class FlatRows {

  private static final Json NULL = new Json("null");

  private final OutputStream out;
  private final JsonWriter json;
  private final LoopTurns turns = new LoopTurns(Diagnosis.MAX_OPEN);
  private final Copies copies = new Copies();
  private String counted = "";
  private long rows;

  /** Makes a writer that leaves the stream open. */
  public FlatRows(OutputStream out) throws IOException {
    this.out = out;
    this.json = new JsonWriter(out);
  }

  /** Writes the rows of a session; throws what the stream throws. */
  public ExportReport write(ExportedSession session) throws IOException {
    Fold<Optional<UsageTally>> tally = UsageTally.fold();
    Copies copied = new Copies();
    session.forEach(entry -> {
      tally.accept(entry);
      if (!copied.has(entry.seq(), entry.event())) {
        turns.see(entry.seq(), entry.event());
      }
    });
    counted = tally.result().map(UsageTally::source).orElse("");
    try {
      session.forEach(this::write);
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
    return new ExportReport(rows, Map.of());
  }

  private void write(Entry entry) {
    try {
      json.json(Json.of(row(entry))).flush();
      out.write('\n');
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    rows++;
  }

  private Map<String, Object> row(Entry entry) {
    SessionEvent event = entry.event();
    JsonValue data = EventData.of(EventTypes.standard(), event);
    RowFields fields =
        new RowFields(entry.type(), event instanceof Unknown ? JsonValue.absent() : data);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("session_id", entry.sessionId());
    row.put("seq", entry.seq());
    row.put("ts", WrittenTime.micros(entry.ts()));
    row.put("type", entry.type());
    row.put("id", entry.id() == null ? NULL : entry.id());
    row.put("role", fields.role());
    row.put("text", fields.text());
    row.put("tool_name", fields.first("name", "tool_name"));
    row.put("call_id", fields.first("call_id", "tool_call_id"));
    row.put("arguments", fields.arguments());
    row.put("output", fields.output());
    row.put("ok", fields.ok());
    row.put("exit_code", fields.first("exit_code"));
    row.put("duration_ms", fields.first("duration_ms"));
    row.put("model", fields.model());
    fields.putTokens(
        row, !copies.has(entry.seq(), event) && counts(entry.seq(), event, entry.type()));
    row.put("data", new Json(data.raw()));
    return row;
  }

  /** Returns true if the tokens of this event are part of the session's usage. */
  private boolean counts(long seq, SessionEvent event, String type) {
    if (!counted.equals("agent_end")) {
      return counted.equals(type);
    }
    return type.equals("agent_end")
        || type.equals("parallel_loop_end")
        || (event instanceof TurnEnd end && turns.counts(seq, end));
  }
}
