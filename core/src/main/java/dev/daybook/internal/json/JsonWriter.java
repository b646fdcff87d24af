package dev.daybook.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.daybook.DaybookException;
import dev.daybook.event.Json;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.WireNames;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A writer of one JSON value as a stream of UTF-8 without line breaks, piece by piece: for reports
 * that are too large for one text. Records are written in the form that they have in a journal.
 * Belongs to one thread. What it writes is complete after {@link #flush}.
 *
 * <p>Every method throws the stream's own {@link IOException}, and {@link DaybookException} with
 * {@code UNENCODABLE} for a value that has no JSON form; the output is incomplete then.
 */
public final class JsonWriter {

  private final JsonGenerator json;

  /**
   * The generator of records, whose depth is counted as on a journal's line and not from the
   * report's top.
   */
  private final JsonGenerator inner;

  /** @param out written to in small pieces, and never flushed or closed */
  public JsonWriter(OutputStream out) throws IOException {
    this.json = JsonFormat.generator(out);
    this.inner = JsonFormat.generator(out);
  }

  public JsonWriter startObject() throws IOException {
    json.writeStartObject();
    return this;
  }

  public JsonWriter endObject() throws IOException {
    json.writeEndObject();
    return this;
  }

  public JsonWriter startArray() throws IOException {
    json.writeStartArray();
    return this;
  }

  public JsonWriter endArray() throws IOException {
    json.writeEndArray();
    return this;
  }

  /** Writes the name of the next value. */
  public JsonWriter field(String name) throws IOException {
    json.writeFieldName(name);
    return this;
  }

  /** Writes a string, or null. */
  public JsonWriter string(@Nullable String text) throws IOException {
    json.writeString(text);
    return this;
  }

  public JsonWriter number(long number) throws IOException {
    json.writeNumber(number);
    return this;
  }

  public JsonWriter bool(boolean value) throws IOException {
    json.writeBoolean(value);
    return this;
  }

  /** Writes a time as in a journal, RFC 3339 in UTC with six fraction digits, or null. */
  public JsonWriter time(@Nullable Instant time) throws IOException {
    return string(time == null ? null : Timestamps.format(time));
  }

  /** Writes JSON as it is, or null. */
  public JsonWriter json(@Nullable Json value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else {
      beginInner();
      ScalarCodec.JSON.write(inner, value);
      inner.flush();
    }
    return this;
  }

  /**
   * Writes a record as an object of its components, or null.
   *
   * @throws IllegalArgumentException if it has a component without a JSON form
   */
  public JsonWriter record(@Nullable Record value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else {
      beginInner();
      RecordSchema.of(value.getClass()).write(inner, value);
      inner.flush();
    }
    return this;
  }

  /**
   * Writes an event as one object: its type, named as its class is, its time, then its components.
   *
   * @throws IllegalArgumentException if it is no record with a JSON form
   */
  public JsonWriter event(SessionEvent event, Instant timestamp) throws IOException {
    RecordSchema schema = RecordSchema.of(event.getClass());
    beginInner();
    inner.writeStartObject();
    inner.writeStringField("type", WireNames.of(event.getClass()));
    inner.writeStringField("timestamp", Timestamps.format(timestamp));
    schema.writeFields(inner, event);
    inner.writeEndObject();
    inner.flush();
    return this;
  }

  /** Passes everything on to the stream. */
  public JsonWriter flush() throws IOException {
    json.flush();
    return this;
  }

  /** Lets the outer generator put its comma or colon, and makes it wait. */
  private void beginInner() throws IOException {
    json.writeRawValue("");
    json.flush();
  }
}
