package dev.daybook.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The codec of a Java enum's constants, as their names in lower case. Another name is an error; a
 * set that may grow is an {@link dev.daybook.event.OpenEnum}.
 */
final class EnumCodec implements ValueCodec {

  private final Map<String, Object> constants = new LinkedHashMap<>();
  private final Map<Object, SerializedString> wireNames = new HashMap<>();

  EnumCodec(Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      if (constants.put(wireName(constant), constant) != null) {
        // the one would be read as the other
        throw new IllegalArgumentException("two constants have one name on the wire: value="
            + wireName(constant)
            + ", class="
            + type.getName());
      }
      wireNames.put(constant, new SerializedString(wireName(constant)));
    }
  }

  private static String wireName(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    json.writeString(Objects.requireNonNull(wireNames.get(value)));
  }

  @Override
  public Object read(JsonCursor cursor, String field) throws IOException {
    ScalarCodec.expect(cursor.isAt(JsonToken.VALUE_STRING), cursor, field, "string");
    Object constant = constants.get(cursor.text());
    if (constant == null) {
      throw DaybookException.of(
          Kind.INVALID_VALUE,
          "not one of the values",
          "field",
          field,
          "values",
          constants.keySet());
    }
    return constant;
  }

  @Override
  public long admit(Object value, int depth) {
    return ((Enum<?>) value).name().length();
  }
}
