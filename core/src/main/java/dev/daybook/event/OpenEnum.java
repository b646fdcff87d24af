package dev.daybook.event;

import java.util.List;

/**
 * A value out of a set that may grow. The constants of the implementing record are the values known
 * here; a value that a newer or a foreign writer used is kept as it is, equal to itself, and merely
 * not {@link #isKnown}.
 *
 * <p>On the wire it is a string. An implementation is a record with this one component; its
 * constants are its static final fields of its own type.
 */
public interface OpenEnum {

  /** The value as it stands in the file. */
  String wireName();

  /** Whether this is one of the constants. */
  default boolean isKnown() {
    return constants(getClass()).contains(this);
  }

  /** The constants of a set, in the order of their declaration. */
  @SuppressWarnings("unchecked") // the constants of a class are of that class
  static <T extends OpenEnum> List<T> constants(Class<T> type) {
    return (List<T>) OpenEnumConstants.of(type);
  }
}
