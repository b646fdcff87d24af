package dev.daybook.event;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** A cache of the constants of each open enum. */
final class OpenEnumConstants {

  private static final ClassValue<List<Object>> CONSTANTS = new ClassValue<>() {
    @Override
    protected List<Object> computeValue(Class<?> type) {
      List<Object> constants = new ArrayList<>();
      for (Field field : type.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        boolean isConstant = Modifier.isStatic(modifiers) && Modifier.isFinal(modifiers);
        if (isConstant && field.getType() == type) {
          constants.add(valueOf(field));
        }
      }
      return List.copyOf(constants);
    }
  };

  private OpenEnumConstants() {}

  static List<?> of(Class<?> type) {
    return CONSTANTS.get(type);
  }

  private static Object valueOf(Field field) {
    try {
      field.setAccessible(true);
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError("made accessible before", e);
    }
  }
}
