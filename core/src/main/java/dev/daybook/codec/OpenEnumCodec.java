package dev.daybook.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import dev.daybook.event.DaybookException;
import dev.daybook.event.OpenEnum;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;

/**
 * The codec of a set of values that may grow, as strings. The known ones are read as their
 * constants.
 */
final class OpenEnumCodec implements ValueCodec {

  private final Map<String, OpenEnum> constants = new HashMap<>();
  private final RecordSchema schema;

  OpenEnumCodec(Class<? extends OpenEnum> type) {
    requireIsItsName(type);
    this.schema = RecordSchema.of(type);
    OpenEnum.constants(type).forEach(constant -> constants.put(constant.wireName(), constant));
  }

  /**
   * Requires the single component {@code wireName}; otherwise a constant would not survive a round
   * trip.
   */
  private static void requireIsItsName(Class<?> type) {
    RecordComponent[] parts = type.getRecordComponents();
    boolean isItsName = parts != null
        && parts.length == 1
        && parts[0].getType() == String.class
        && parts[0].getName().equals("wireName");
    if (!isItsName) {
      throw new IllegalArgumentException(
          "an open enum is a record of one component, String wireName: class=" + type.getName());
    }
  }

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    json.writeString(((OpenEnum) value).wireName());
  }

  @Override
  public Object read(JsonCursor cursor, String field) throws IOException {
    ScalarCodec.expect(cursor.isAt(JsonToken.VALUE_STRING), cursor, field, "string");
    String wireName = cursor.text();
    OpenEnum constant = constants.get(wireName);
    try {
      return constant != null ? constant : schema.construct(wireName);
    } catch (DaybookException refused) {
      // not its one component's name, which is not in the file
      throw refused.with("field", field);
    }
  }

  @Override
  public long admit(Object value, int depth) {
    return ((OpenEnum) value).wireName().length();
  }
}
