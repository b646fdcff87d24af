package dev.daybook.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.internal.json.fast.JsonCursor;
import dev.daybook.internal.json.fast.JsonCursor.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The codec of a list of one kind of value. Never null: an absent list is the empty one. */
record ListCodec(ValueCodec element) implements ValueCodec {

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    List<?> list = (List<?>) value;
    json.writeStartArray();
    for (int i = 0; i < list.size(); i++) {
      element.write(json, requirePresent(list.get(i)));
    }
    json.writeEndArray();
  }

  @Override
  public Object read(JsonCursor cursor, String field) throws IOException {
    ScalarCodec.expect(cursor.isAt(Token.ARRAY), cursor, field, "array");
    List<Object> list = new ArrayList<>();
    while (cursor.nextToken() != Token.ARRAY_END) {
      try {
        boolean isNoHole = element.readsNull() || !cursor.isAt(Token.NULL);
        ScalarCodec.expect(isNoHole, cursor, "", "array without nulls");
        list.add(element.read(cursor, ""));
      } catch (DaybookException refused) {
        throw ValueCodec.below(field + "[" + list.size() + "]", refused);
      }
    }
    return list;
  }

  @Override
  public boolean canChange() {
    return true;
  }

  @Override
  public Object frozen(Object value) {
    List<?> list = (List<?>) value;
    if (!FixedLists.contains(list)) {
      @Nullable Object[] elements = list.toArray();
      return hasNull(elements) ? value : List.of(frozen(elements));
    }
    if (!element.canChange()) {
      return value;
    }
    for (int i = 0; i < list.size(); i++) {
      Object was = list.get(i);
      if (was != null && element.frozen(was) != was) {
        @Nullable Object[] elements = list.toArray();
        return hasNull(elements) ? value : List.of(frozen(elements));
      }
    }
    return value;
  }

  private Object[] frozen(Object[] elements) {
    for (int i = 0; i < elements.length && element.canChange(); i++) {
      elements[i] = element.frozen(elements[i]);
    }
    return elements;
  }

  private static boolean hasNull(@Nullable Object[] elements) {
    for (Object each : elements) {
      if (each == null) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long admit(Object value, int depth) {
    List<?> list = (List<?>) value;
    long chars = 0;
    for (int i = 0; i < list.size(); i++) {
      try {
        chars += element.admit(requirePresent(list.get(i)), depth + 1);
      } catch (DaybookException refused) {
        throw ValueCodec.below("[" + i + "]", refused);
      }
    }
    return chars;
  }

  /** Refuses null in a list, which has no form that a reader accepts. */
  private static Object requirePresent(@Nullable Object value) {
    if (value == null) {
      throw DaybookException.of(Kind.UNENCODABLE, "a list has a null in it");
    }
    return value;
  }

  @Override
  public Object absent() {
    return List.of();
  }

  @Override
  public boolean isAbsent(Object value) {
    return ((List<?>) value).isEmpty();
  }

  /**
   * The lists that cannot change: those of {@code List.of}, {@code List.copyOf} and
   * {@code Stream.toList}, and those of {@code Collections} that are empty or hold one element.
   */
  private static final class FixedLists {

    private static final ClassValue<Boolean> IS_FIXED = new ClassValue<>() {
      @Override
      protected Boolean computeValue(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return type == Collections.emptyList().getClass()
            || type == Collections.singletonList("").getClass()
            || (outer != null && outer == List.of().getClass().getEnclosingClass());
      }
    };

    private FixedLists() {}

    static boolean contains(List<?> list) {
      return IS_FIXED.get(list.getClass());
    }
  }
}
