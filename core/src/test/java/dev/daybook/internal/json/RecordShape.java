package dev.daybook.internal.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a record class by reflection, asked once: a second opinion on the codec's schema.
 */
public record RecordShape(Constructor<?> constructor, List<Part> parts) {

  private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
    @Override
    protected RecordShape computeValue(Class<?> type) {
      return shape(type);
    }
  };

  /** One component, whose value is optional if it may be null. */
  public record Part(String wireName, Type type, boolean isOptional, Method accessor) {

    /** Its value in that record. */
    public @Nullable Object of(Object owner) {
      try {
        return accessor.invoke(owner);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError("accessor of " + wireName, e);
      }
    }
  }

  /** The shape of that record class. */
  public static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  private static RecordShape shape(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return new RecordShape(
          constructor, Arrays.stream(components).map(RecordShape::part).toList());
    } catch (NoSuchMethodException e) {
      throw new AssertionError("every record has a canonical constructor", e);
    }
  }

  private static Part part(RecordComponent component) {
    component.getAccessor().setAccessible(true);
    return new Part(
        wireName(component.getName()),
        component.getGenericType(),
        component.getAnnotatedType().isAnnotationPresent(Nullable.class),
        component.getAccessor());
  }

  /** A new record of these values, in the order of the parts; throws what its constructor does. */
  public Object make(@Nullable Object... values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new AssertionError("constructor of " + constructor.getDeclaringClass(), e);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("constructor of " + constructor.getDeclaringClass(), e);
    }
  }

  static String wireName(String javaName) {
    StringBuilder name = new StringBuilder();
    for (char c : javaName.toCharArray()) {
      if (Character.isUpperCase(c) && name.length() > 0) {
        name.append('_');
      }
      name.append(Character.toLowerCase(c));
    }
    return name.toString();
  }
}
