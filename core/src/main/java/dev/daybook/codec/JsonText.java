package dev.daybook.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.daybook.event.OpenEnum;
import dev.daybook.event.WireNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A printer of small reports as one line of JSON. Any thread. */
public final class JsonText {

  private JsonText() {}

  /**
   * Returns the value as JSON without line breaks: maps, collections, numbers, booleans and null as
   * themselves, everything else as the string it prints. Numbers that JSON has no form for are
   * printed as strings. A record is an object with its components' names in the form of a journal's;
   * a component that is null is left out, and an empty {@link Optional} is null.
   */
  public static String of(@Nullable Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonFormat.generator(bytes)) {
      write(json, value);
    } catch (IOException e) {
      throw new AssertionError("nothing is written but memory", e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Returns one object with the components of several records, in their order. */
  public static String ofAll(Record... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonFormat.generator(bytes)) {
      json.writeStartObject();
      for (Record part : parts) {
        writeFields(json, part);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new AssertionError("nothing is written but memory", e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(String.valueOf(entry.getKey()));
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Collection<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        write(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof Optional<?> perhaps) {
      write(json, perhaps.orElse(null));
    } else if (value instanceof OpenEnum named) {
      json.writeString(named.wireName());
    } else if (value instanceof Record report) {
      json.writeStartObject();
      writeFields(json, report);
      json.writeEndObject();
    } else if (value instanceof Double number && Double.isFinite(number)) {
      json.writeNumber(number);
    } else if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else {
      json.writeString(String.valueOf(value));
    }
  }

  /**
   * Writes components as fields, by plain reflection: a schema is for what is written more than
   * once. Of a component that is called as a question is, {@code isShortened}, the answer's name
   * remains.
   */
  private static void writeFields(JsonGenerator json, Record report) throws IOException {
    for (RecordComponent component : report.getClass().getRecordComponents()) {
      Object value;
      try {
        component.getAccessor().setAccessible(true);
        value = component.getAccessor().invoke(report);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("an accessor failed: field=" + component.getName(), e);
      }
      if (value != null) {
        String name = WireNames.snakeCase(component.getName());
        json.writeFieldName(name.startsWith("is_") ? name.substring("is_".length()) : name);
        write(json, value);
      }
    }
  }
}
