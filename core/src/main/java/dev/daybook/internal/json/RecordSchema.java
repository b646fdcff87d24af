package dev.daybook.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.internal.json.fast.FieldNames;
import dev.daybook.internal.json.fast.JsonCursor;
import dev.daybook.internal.json.fast.JsonCursor.Token;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a record class as a JSON object, derived once from its components: the record is
 * the schema. Fields that it does not name are skipped when reading.
 *
 * <p>The work on each event is no loop over the components: the compiler would not know which
 * accessor and codec each call reaches. Their method handles are put together, once, into one that
 * is compiled as if it were written by hand for that class.
 *
 * @param components in the order of the record
 * @param changing the components whose values have lists that can change
 * @param names of the components, in their order
 * @param constructor takes the components as an array
 * @param writing {@link Component#write} of one component after the other
 * @param admission the sum of every component's {@link Component#admit}
 */
record RecordSchema(
    List<Component> components,
    List<Component> changing,
    FieldNames names,
    MethodHandle constructor,
    MethodHandle writing,
    MethodHandle admission)
    implements ValueCodec {

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

  /**
   * The mark of a component that is null in the line, so that a second occurrence of its field is
   * found.
   */
  private static final Object SAID_ABSENT = new Object();

  private static final MethodHandle SUM;

  static {
    try {
      SUM = MethodHandles.lookup()
          .findStatic(Long.class, "sum", MethodType.methodType(long.class, long.class, long.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private RecordSchema(List<Component> components, boolean copies, MethodHandle constructor) {
    this(
        components,
        components.stream().filter(part -> !copies && part.codec().canChange()).toList(),
        new FieldNames(components.stream().map(Component::wireName).toList()),
        constructor,
        writingOf(components),
        admissionOf(components));
  }

  private static MethodHandle writingOf(List<Component> components) {
    return all(
        components.stream().map(Component::writing).toList(),
        MethodType.methodType(void.class, JsonGenerator.class, Object.class),
        (first, then) -> MethodHandles.foldArguments(then, first));
  }

  private static MethodHandle admissionOf(List<Component> components) {
    MethodType type = MethodType.methodType(long.class, Object.class, int.class);
    return all(
        components.stream().map(Component::admission).toList(),
        type,
        (first, then) -> MethodHandles.permuteArguments(
            MethodHandles.collectArguments(MethodHandles.collectArguments(SUM, 1, then), 0, first),
            type,
            0,
            1,
            0,
            1));
  }

  /**
   * Returns all handles as one, combined in halves: each inside the one before it would take a wide
   * record's caller much stack.
   */
  private static MethodHandle all(
      List<MethodHandle> parts, MethodType type, BinaryOperator<MethodHandle> both) {
    int half = parts.size() / 2;
    return switch (parts.size()) {
      case 0 -> MethodHandles.empty(type);
      case 1 -> parts.get(0);
      default ->
        both.apply(
            all(parts.subList(0, half), type, both),
            all(parts.subList(half, parts.size()), type, both));
    };
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
        components[i] = Component.of(parts[i], i, lookup);
      }
      requireDistinctNames(components, type);
      Constructor<?> canonical = type.getDeclaredConstructor(
          Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
      canonical.setAccessible(true);
      MethodHandle constructor = lookup
          .unreflectConstructor(canonical)
          .asSpreader(Object[].class, parts.length)
          .asType(MethodType.methodType(Object.class, Object[].class));
      return new RecordSchema(List.of(components), StandardTypes.isOfPackage(type), constructor);
    } catch (InaccessibleObjectException closed) {
      throw new IllegalArgumentException(
          "the module keeps its types to itself; add \"opens "
              + type.getPackageName()
              + " to dev.daybook;\" to its module-info: module="
              + type.getModule().getName()
              + ", class="
              + type.getName(),
          closed);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("record cannot be read: class=" + type.getName(), e);
    }
  }

  /**
   * Requires distinct wire names; otherwise no reader accepts the line that they are written to.
   */
  private static void requireDistinctNames(Component[] components, Class<?> type) {
    Set<String> names = new HashSet<>();
    for (Component component : components) {
      if (!names.add(component.wireName())) {
        throw new IllegalArgumentException("two components have one name on the wire: field="
            + component.wireName()
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
    try {
      writing.invokeExact(json, value);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  /**
   * Returns true if the record has lists that can change. Daybook's own records copy their lists
   * when they are made.
   */
  @Override
  public boolean canChange() {
    return !changing.isEmpty();
  }

  @Override
  public Object frozen(Object value) {
    for (int i = 0; i < changing.size(); i++) {
      Component component = changing.get(i);
      Object was = component.get(value);
      if (was != null && component.codec().frozen(was) != was) {
        return madeAnew(value);
      }
    }
    return value;
  }

  /** Returns a new record of the components as they are now. */
  private Object madeAnew(Object value) {
    @Nullable Object[] values = new @Nullable Object[components.size()];
    for (int i = 0; i < values.length; i++) {
      Component component = components.get(i);
      Object was = component.get(value);
      values[i] = was == null ? null : component.codec().frozen(was);
    }
    return construct(values);
  }

  /** Reads the outermost record, the data of a line, whose name no path begins with. */
  Object readData(JsonCursor cursor) throws IOException {
    ScalarCodec.expect(cursor.isAt(Token.OBJECT), cursor, "data", "object");
    return readFields(cursor);
  }

  @Override
  public Object read(JsonCursor cursor, String field) throws IOException {
    ScalarCodec.expect(cursor.isAt(Token.OBJECT), cursor, field, "object");
    try {
      return readFields(cursor);
    } catch (DaybookException refused) {
      throw ValueCodec.below(field, refused);
    }
  }

  private Object readFields(JsonCursor cursor) throws IOException {
    @Nullable Object[] values = new @Nullable Object[components.size()];
    int next = 0;
    while (cursor.nextToken() == Token.NAME) {
      int i = cursor.indexIn(names, next);
      cursor.nextToken();
      if (i < 0) {
        cursor.skipValue();
        continue;
      }
      if (values[i] != null) {
        throw DaybookException.of(
            Kind.DUPLICATE_FIELD,
            "field stands twice",
            "field",
            components.get(i).wireName());
      }
      boolean isAbsent = cursor.isAt(Token.NULL) && components.get(i).readsNullAsAbsent();
      values[i] = isAbsent ? SAID_ABSENT : components.get(i).read(cursor);
      next = i + 1;
    }
    for (int i = 0; i < components.size(); i++) {
      if (values[i] == null || values[i] == SAID_ABSENT) {
        values[i] = absent(components.get(i));
      }
    }
    return construct(values);
  }

  @Override
  public long admit(Object value, int depth) {
    try {
      return (long) admission.invokeExact(value, depth + 1);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static @Nullable Object absent(Component component) {
    if (component.required()) {
      throw DaybookException.of(
          Kind.MISSING_FIELD, "a required field is missing", "field", component.wireName());
    }
    return component.absent();
  }

  /** Returns the record of these components, in their order. */
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
