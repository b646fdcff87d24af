package dev.daybook.event;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checks that the constructors of this package share. An error names the type, the field and
 * the fault; it repeats no text.
 */
final class Check {

  private Check() {}

  static <T> T present(@Nullable T value, Class<?> type, String field) {
    if (value == null) {
      throw DaybookException.of(
          Kind.MISSING_FIELD,
          "a required field is missing",
          "type",
          WireNames.of(type),
          "field",
          field);
    }
    return value;
  }

  /** Returns an unmodifiable copy of the list. */
  static <T> List<T> list(@Nullable List<T> values, Class<?> type, String field) {
    try {
      return List.copyOf(present(values, type, field));
    } catch (NullPointerException hasNull) {
      throw invalid("a list has a null in it", type, field);
    }
  }

  static long atLeast(long least, long value, Class<?> type, String field) {
    if (value < least) {
      throw DaybookException.of(
          Kind.INVALID_VALUE,
          "a number is too small",
          "type",
          WireNames.of(type),
          "field",
          field,
          "value",
          value,
          "least",
          least);
    }
    return value;
  }

  static @Nullable Long notNegative(@Nullable Long value, Class<?> type, String field) {
    return value == null ? null : (Long) atLeast(0, value, type, field);
  }

  static double finite(double value, Class<?> type, String field) {
    if (!Double.isFinite(value)) {
      throw invalid("a number is not finite; JSON has no form for it", type, field);
    }
    return value;
  }

  static DaybookException invalid(String reason, Class<?> type, String field) {
    return DaybookException.of(
        Kind.INVALID_VALUE, reason, "type", WireNames.of(type), "field", field);
  }
}
