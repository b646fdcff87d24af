package dev.daybook.codec;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which components of a record may be absent. A box may, and whatever carries an annotation of the
 * simple name {@code Nullable}, of any package: a program has the one that its other tools know. It
 * may stand on the type, the component, the accessor, the field or the canonical constructor's
 * parameter. Only annotations that are kept at run time can be seen.
 */
final class Absence {

  private static final String NULLABLE = "Nullable";
  private static final Set<Class<?>> BOXES =
      Set.of(Long.class, Integer.class, Boolean.class, Double.class);

  private Absence() {}

  /** Whether null is a value of the component that stands at that index in its record. */
  static boolean isAllowed(RecordComponent component, int index) {
    return BOXES.contains(component.getType())
        || places(component, index)
            .flatMap(place -> Arrays.stream(place.getAnnotations()))
            .map(Annotation::annotationType)
            .anyMatch(type -> type.getSimpleName().equals(NULLABLE));
  }

  private static Stream<AnnotatedElement> places(RecordComponent component, int index) {
    Class<?> owner = component.getDeclaringRecord();
    Class<?>[] types = Arrays.stream(owner.getRecordComponents())
        .map(RecordComponent::getType)
        .toArray(Class<?>[]::new);
    try {
      Constructor<?> canonical = owner.getDeclaredConstructor(types);
      return Stream.of(
          component.getAnnotatedType(),
          component,
          component.getAccessor().getAnnotatedReturnType(),
          component.getAccessor(),
          owner.getDeclaredField(component.getName()),
          canonical.getParameters()[index],
          canonical.getAnnotatedParameterTypes()[index]);
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("a record has a field and a parameter a component", impossible);
    }
  }
}
