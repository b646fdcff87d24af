package dev.daybook.internal.json;

import dev.daybook.event.Unknown;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;

/**
 * The rule for which components of a record may be absent: those of a boxed type, and those with an
 * annotation of the simple name {@code Nullable}, of any package, since a program has the one that
 * its other tools know. The annotation may stand on the type, the component, the accessor, the
 * field or the canonical constructor's parameter. Only annotations that are kept at run time can be
 * seen.
 */
final class Absence {

  private static final String NULLABLE = "Nullable";
  private static final Set<Class<?>> BOXES =
      Set.of(Long.class, Integer.class, Boolean.class, Double.class);

  private Absence() {}

  /**
   * Returns true if null is a value of the component at that index in its record. Looks no further
   * than it has to: the first look at an annotation costs a short command milliseconds.
   */
  static boolean isAllowed(RecordComponent component, int index) {
    if (BOXES.contains(component.getType())) {
      return true;
    }
    if (component.getType().isPrimitive()) {
      return false;
    }
    // Daybook's own records are marked on the type alone
    return isMarked(component.getAnnotatedType())
        || (component.getDeclaringRecord().getPackage() != Unknown.class.getPackage()
            && isMarkedElsewhere(component, index));
  }

  private static boolean isMarked(AnnotatedElement place) {
    for (Annotation annotation : place.getAnnotations()) {
      if (annotation.annotationType().getSimpleName().equals(NULLABLE)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMarkedElsewhere(RecordComponent component, int index) {
    Class<?> owner = component.getDeclaringRecord();
    Class<?>[] types = Arrays.stream(owner.getRecordComponents())
        .map(RecordComponent::getType)
        .toArray(Class<?>[]::new);
    try {
      Constructor<?> canonical = owner.getDeclaredConstructor(types);
      return isMarked(component)
          || isMarked(component.getAccessor().getAnnotatedReturnType())
          || isMarked(component.getAccessor())
          || isMarked(owner.getDeclaredField(component.getName()))
          || isMarked(canonical.getParameters()[index])
          || isMarked(canonical.getAnnotatedParameterTypes()[index]);
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("a record has a field and a parameter a component", impossible);
    }
  }
}
