package dev.daybook.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.daybook.event.Json;
import dev.daybook.event.OpenEnum;
import dev.daybook.event.WireNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A printer of small reports as one line of JSON. Any thread. */
public final class JsonText {

  private JsonText() {}

  /**
   * Returns the value as JSON without line breaks: maps, collections, numbers, booleans and null as
   * themselves, everything else as the string it prints. Numbers that JSON has no form for are
   * printed as strings. A record is an object, its names and its constants in the form of a
   * journal's; a component that is null is left out, an empty {@link Optional} or
   * {@link OptionalLong} is null, and a {@link Json} is the string of its text.
   */
  public static String of(@Nullable Object value) {
    return printed(json -> write(json, value));
  }

  /**
   * Returns one object with the components of several records, in their order. Of two components
   * with one name, the value of the later one stands in the place of the earlier one.
   */
  public static String ofAll(Record... parts) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (Record part : parts) {
      fields.putAll(fields(part));
    }
    return printed(json -> writeFields(json, fields));
  }

  /** Writes one value. */
  private interface Printing {
    void to(JsonGenerator json) throws IOException;
  }

  private static String printed(Printing value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonFormat.generator(bytes)) {
      value.to(json);
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
        // a detail that is a record of ours, as an id, is printed as its text
        Object detail = entry.getValue();
        write(json, detail instanceof Record ? detail.toString() : detail);
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
    } else if (value instanceof OptionalLong perhaps) {
      write(json, perhaps.isEmpty() ? null : perhaps.getAsLong());
    } else if (value instanceof OpenEnum named) {
      json.writeString(named.wireName());
    } else if (value instanceof Json verbatim) {
      json.writeString(verbatim.text());
    } else if (value instanceof Record report) {
      writeFields(json, fields(report));
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
   * Returns the components by plain reflection: a schema is for what is written more than once. Of
   * a name that asks, {@code isShortened}, what it asks for remains.
   */
  private static Map<String, @Nullable Object> fields(Record report) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (RecordComponent component : report.getClass().getRecordComponents()) {
      String name = WireNames.snakeCase(component.getName());
      try {
        component.getAccessor().setAccessible(true);
        fields.put(
            name.startsWith("is_") ? name.substring("is_".length()) : name,
            component.getAccessor().invoke(report));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("an accessor failed: field=" + component.getName(), e);
      }
    }
    return fields;
  }

  private static void writeFields(JsonGenerator json, Map<String, @Nullable Object> fields)
      throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
      Object value = field.getValue();
      if (value instanceof Enum<?> constant) {
        json.writeStringField(field.getKey(), constant.name().toLowerCase(Locale.ROOT));
      } else if (value != null) {
        json.writeFieldName(field.getKey());
        write(json, value);
      }
    }
    json.writeEndObject();
  }
}
