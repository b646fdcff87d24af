package dev.daybook.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import dev.daybook.event.DaybookException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A list of one kind of value. Never null: an absent list is the empty one. */
record ListCodec(ValueCodec element) implements ValueCodec {

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    List<?> list = (List<?>) value;
    json.writeStartArray();
    for (int i = 0; i < list.size(); i++) {
      element.write(json, list.get(i));
    }
    json.writeEndArray();
  }

  @Override
  public Object read(JsonCursor cursor, String field) throws IOException {
    ScalarCodec.expect(cursor.isAt(JsonToken.START_ARRAY), cursor, field, "array");
    List<Object> list = new ArrayList<>();
    while (cursor.parser.nextToken() != JsonToken.END_ARRAY) {
      ScalarCodec.expect(
          element.readsNull() || !cursor.isAt(JsonToken.VALUE_NULL),
          cursor,
          field,
          "array without nulls");
      list.add(readElement(cursor, field, list.size()));
    }
    return list;
  }

  private Object readElement(JsonCursor cursor, String field, int index) throws IOException {
    try {
      return element.read(cursor, field);
    } catch (DaybookException refused) {
      String inner = String.valueOf(refused.details().get("field"));
      throw inner.startsWith(field)
          ? refused.with("field", field + "[" + index + "]" + inner.substring(field.length()))
          : refused;
    }
  }

  @Override
  public long admit(Object value, int depth) {
    List<?> list = (List<?>) value;
    long chars = 0;
    for (int i = 0; i < list.size(); i++) {
      chars += element.admit(list.get(i), depth + 1);
    }
    return chars;
  }

  @Override
  public Object absent() {
    return List.of();
  }

  @Override
  public boolean isAbsent(Object value) {
    return ((List<?>) value).isEmpty();
  }
}
