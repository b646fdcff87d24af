package dev.daybook.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Json;
import dev.daybook.event.OpenEnum;
import dev.daybook.event.WireNames;
import dev.daybook.internal.json.fast.JsonCursor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record, which is one field of its JSON object. Primitive components are written
 * without boxing: the journal thread allocates nothing for them.
 *
 * <p>The work on a component for each event is also available as a method handle, which its record
 * puts together with those of the others. The compiler treats the parts of a record as constants,
 * and so keeps of each handle only what this component needs.
 *
 * @param wireName the field's name
 * @param type its Java type
 * @param codec the codec of its values
 * @param absent the value of a missing field, or null
 * @param required true if it is always there
 * @param field the name again, ready to be written
 * @param accessor takes the owner as an Object, and gives the value as its primitive type or as an
 *     Object
 */
record Component(
    String wireName,
    Class<?> type,
    ValueCodec codec,
    @Nullable Object absent,
    boolean required,
    SerializedString field,
    MethodHandle accessor) {

  private static final MethodHandle WRITE;
  private static final MethodHandle ADMIT;

  static {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      WRITE = lookup.findVirtual(
          Component.class,
          "write",
          MethodType.methodType(void.class, JsonGenerator.class, Object.class));
      ADMIT = lookup.findVirtual(
          Component.class, "admit", MethodType.methodType(long.class, Object.class, int.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final Map<Class<?>, ValueCodec> SCALARS = Map.ofEntries(
      Map.entry(String.class, ScalarCodec.STRING),
      Map.entry(Long.class, ScalarCodec.LONG),
      Map.entry(long.class, ScalarCodec.LONG),
      Map.entry(Integer.class, ScalarCodec.INT),
      Map.entry(int.class, ScalarCodec.INT),
      Map.entry(Boolean.class, ScalarCodec.BOOLEAN),
      Map.entry(boolean.class, ScalarCodec.BOOLEAN),
      Map.entry(Double.class, ScalarCodec.DOUBLE),
      Map.entry(double.class, ScalarCodec.DOUBLE),
      Map.entry(Instant.class, ScalarCodec.INSTANT),
      Map.entry(Json.class, ScalarCodec.JSON));

  /** Returns the component that stands at that index in its record. */
  static Component of(RecordComponent component, int index, MethodHandles.Lookup lookup)
      throws IllegalAccessException {
    component.getAccessor().setAccessible(true);
    Class<?> type = component.getType();
    ValueCodec codec = codecOf(component.getGenericType(), component);
    String wireName = WireNames.snakeCase(component.getName());
    Object absent = codec.absent();
    boolean required = absent == null && !Absence.isAllowed(component, index);
    Class<?> carrier = type.isPrimitive() ? type : Object.class;
    return new Component(
        wireName,
        type,
        codec,
        absent,
        required,
        new SerializedString(wireName),
        lookup
            .unreflect(component.getAccessor())
            .asType(MethodType.methodType(carrier, Object.class)));
  }

  /** Returns {@link #write} of this component. */
  MethodHandle writing() {
    return WRITE.bindTo(this);
  }

  /** Returns {@link #admit} of this component. */
  MethodHandle admission() {
    return ADMIT.bindTo(this);
  }

  /** Writes the field, if it is not absent. */
  void write(JsonGenerator json, Object owner) throws IOException {
    try {
      writeField(json, owner);
    } catch (DaybookException refused) {
      throw ValueCodec.below(wireName, refused);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw accessorFailed(e);
    }
  }

  private void writeField(JsonGenerator json, Object owner) throws Throwable {
    if (type == long.class) {
      long value = (long) accessor.invokeExact(owner);
      json.writeFieldName(field);
      json.writeNumber(value);
    } else if (type == int.class) {
      int value = (int) accessor.invokeExact(owner);
      json.writeFieldName(field);
      json.writeNumber(value);
    } else if (type == boolean.class) {
      boolean value = (boolean) accessor.invokeExact(owner);
      json.writeFieldName(field);
      json.writeBoolean(value);
    } else if (type == double.class) {
      double value = (double) accessor.invokeExact(owner);
      json.writeFieldName(field);
      ScalarCodec.writeDouble(json, value);
    } else {
      Object value = (Object) accessor.invokeExact(owner);
      if (value == null) {
        refuseIfRequired();
      } else if (!codec.isAbsent(value)) {
        json.writeFieldName(field);
        codec.write(json, value);
      }
    }
  }

  /** Checks the component as {@link ValueCodec#admit} does; a refusal names the field. */
  long admit(Object owner, int depth) {
    try {
      return admitValue(owner, depth);
    } catch (DaybookException refused) {
      throw ValueCodec.below(wireName, refused);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw accessorFailed(e);
    }
  }

  private long admitValue(Object owner, int depth) throws Throwable {
    if (type == double.class) {
      ScalarCodec.requireFinite((double) accessor.invokeExact(owner));
    }
    if (type.isPrimitive()) {
      return 0;
    }
    Object value = (Object) accessor.invokeExact(owner);
    if (value == null) {
      refuseIfRequired();
      return 0;
    }
    return codec.admit(value, depth);
  }

  private IllegalStateException accessorFailed(Throwable cause) {
    return new IllegalStateException("an accessor failed: field=" + wireName, cause);
  }

  /** Returns the owner's value, a primitive in its box. */
  @Nullable
  Object get(Object owner) {
    try {
      return accessor.invoke(owner);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw accessorFailed(e);
    }
  }

  boolean readsNullAsAbsent() {
    return !required && !codec.readsNull();
  }

  Object read(JsonCursor cursor) throws IOException {
    return codec.read(cursor, wireName);
  }

  /** Refuses an absent value of a required field: without it no reader accepts the line. */
  private void refuseIfRequired() {
    if (required) {
      throw DaybookException.of(Kind.UNENCODABLE, "a required component is null");
    }
  }

  private static ValueCodec codecOf(Type type, RecordComponent component) {
    ValueCodec scalar = type instanceof Class<?> plain ? SCALARS.get(plain) : null;
    if (scalar != null) {
      return scalar;
    }
    if (type instanceof Class<?> plain && OpenEnum.class.isAssignableFrom(plain)) {
      return EnumCodec.open(plain.asSubclass(OpenEnum.class));
    }
    if (type instanceof Class<?> plain && plain.isEnum()) {
      return EnumCodec.closed(plain);
    }
    if (type instanceof Class<?> plain && plain.isRecord()) {
      return RecordSchema.of(plain);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      return new ListCodec(codecOf(generic.getActualTypeArguments()[0], component));
    }
    throw new IllegalArgumentException(
        "a component's type has no JSON form; use String, long, int, boolean, double, their boxes, "
            + "Instant, Json, an enum, a record or a List of these"
            + (type.getTypeName().startsWith(Optional.class.getName())
                ? ", and mark it @Nullable in place of Optional"
                : "")
            + ": type="
            + type.getTypeName()
            + ", component="
            + component.getName()
            + ", class="
            + component.getDeclaringRecord().getName());
  }
}
