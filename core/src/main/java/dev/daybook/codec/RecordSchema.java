package dev.daybook.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record class as a JSON object, derived once from its components: the record is the schema.
 * Fields that it does not name are skipped when reading.
 */
final class RecordSchema implements ValueCodec {

  /** The records whose schema the thread is deriving, each inside the one before it. */
  private static final ThreadLocal<Set<Class<?>>> DERIVING =
      ThreadLocal.withInitial(LinkedHashSet::new);

  private static final ClassValue<RecordSchema> SCHEMAS = new ClassValue<>() {
    @Override
    protected RecordSchema computeValue(Class<?> type) {
      Set<Class<?>> deriving = DERIVING.get();
      if (!deriving.add(type)) {
        throw new IllegalArgumentException(
            "a record contains itself, and so has no schema of its own: class=" + type.getName());
      }
      try {
        return derive(type);
      } finally {
        deriving.remove(type);
      }
    }
  };

  /** Stands in for a component that the line says is null, so that it is not said twice. */
  private static final Object SAID_ABSENT = new Object();

  private final Component[] components;
  private final FieldNames names;
  private final MethodHandle constructor;

  private RecordSchema(Component[] components, MethodHandle constructor) {
    this.components = components;
    this.names = new FieldNames(
        Arrays.stream(components).map(component -> component.wireName).toList());
    this.constructor = constructor;
  }

  /**
   * @throws IllegalArgumentException if {@code type} is no record, contains itself, or has a
   *     component without a JSON form or two of one name on the wire
   */
  static RecordSchema of(Class<?> type) {
    return SCHEMAS.get(type);
  }

  private static RecordSchema derive(Class<?> type) {
    if (!type.isRecord()) {
      throw new IllegalArgumentException("an event is a record: class=" + type.getName());
    }
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      RecordComponent[] parts = type.getRecordComponents();
      Component[] components = new Component[parts.length];
      for (int i = 0; i < parts.length; i++) {
        components[i] = Component.of(parts[i], lookup);
      }
      requireDistinctNames(components, type);
      Constructor<?> canonical = type.getDeclaredConstructor(
          Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
      canonical.setAccessible(true);
      MethodHandle constructor = lookup
          .unreflectConstructor(canonical)
          .asSpreader(Object[].class, parts.length)
          .asType(MethodType.methodType(Object.class, Object[].class));
      return new RecordSchema(components, constructor);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("record cannot be read: class=" + type.getName(), e);
    }
  }

  /** Else the line that they are written to is one that no reader accepts. */
  private static void requireDistinctNames(Component[] components, Class<?> type) {
    Set<String> names = new HashSet<>();
    for (Component component : components) {
      if (!names.add(component.wireName)) {
        throw new IllegalArgumentException("two components have one name on the wire: field="
            + component.wireName
            + ", class="
            + type.getName());
      }
    }
  }

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    json.writeStartObject();
    writeFields(json, value);
    json.writeEndObject();
  }

  /** Writes the components into the object that the generator is in. */
  void writeFields(JsonGenerator json, Object value) throws IOException {
    for (Component component : components) {
      try {
        component.write(json, value);
      } catch (DaybookException refused) {
        throw FieldPath.below(component.wireName, refused);
      } catch (IOException | RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("an accessor failed: field=" + component.wireName, e);
      }
    }
  }

  /** Reads the outermost record, the data of a line, whose name no path begins with. */
  Object readData(JsonCursor cursor) throws IOException {
    ScalarCodec.expect(cursor.isAt(JsonToken.START_OBJECT), cursor, "data", "object");
    return readFields(cursor);
  }

  @Override
  public Object read(JsonCursor cursor, String field) throws IOException {
    ScalarCodec.expect(cursor.isAt(JsonToken.START_OBJECT), cursor, field, "object");
    try {
      return readFields(cursor);
    } catch (DaybookException refused) {
      throw FieldPath.below(field, refused);
    }
  }

  private Object readFields(JsonCursor cursor) throws IOException {
    @Nullable Object[] values = new @Nullable Object[components.length];
    int next = 0;
    while (cursor.nextToken() == JsonToken.FIELD_NAME) {
      int i = cursor.indexIn(names, next);
      cursor.nextToken();
      if (i < 0) {
        cursor.skipValue();
        continue;
      }
      if (values[i] != null) {
        throw DaybookException.of(
            Kind.DUPLICATE_FIELD, "field stands twice", "field", components[i].wireName);
      }
      boolean isAbsent = cursor.isAt(JsonToken.VALUE_NULL) && components[i].readsNullAsAbsent();
      values[i] = isAbsent ? SAID_ABSENT : components[i].read(cursor);
      next = i + 1;
    }
    for (int i = 0; i < components.length; i++) {
      if (values[i] == null || values[i] == SAID_ABSENT) {
        values[i] = absent(components[i]);
      }
    }
    return construct(values);
  }

  @Override
  public long admit(Object value, int depth) {
    long chars = 0;
    for (Component component : components) {
      try {
        chars += component.admit(value, depth + 1);
      } catch (DaybookException refused) {
        throw FieldPath.below(component.wireName, refused);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("an accessor failed: field=" + component.wireName, e);
      }
    }
    return chars;
  }

  private static @Nullable Object absent(Component component) {
    if (component.required) {
      throw DaybookException.of(
          Kind.MISSING_FIELD, "a required field is missing", "field", component.wireName);
    }
    return component.absent;
  }

  /** The record of these components, in their order. */
  Object construct(@Nullable Object... values) {
    try {
      return (Object) constructor.invokeExact(values);
    } catch (DaybookException | Error e) {
      throw e;
    } catch (Throwable refused) {
      // the message of a record's own check may repeat the value, so it stays with the cause's type
      throw DaybookException.of(
          Kind.INVALID_VALUE,
          "the type refuses a value",
          "refused_by",
          refused.getClass().getSimpleName());
    }
  }
}
