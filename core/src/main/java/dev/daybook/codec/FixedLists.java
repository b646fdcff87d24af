package dev.daybook.codec;

import java.util.Collections;
import java.util.List;

/**
 * The lists that cannot change: those of {@code List.of}, {@code List.copyOf} and
 * {@code Stream.toList}, and those of {@code Collections} that are empty or hold one element.
 */
final class FixedLists {

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
