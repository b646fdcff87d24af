package dev.daybook.event;

import java.util.List;

/**
 * A value out of a set that may grow. The constants of the implementing record are the known
 * values. Another value, from a newer or a foreign writer, is kept as it is and equal to itself;
 * {@link #isKnown} is false for it.
 *
 * <p>On the wire it is a string. An implementation is a record with this one component; its
 * constants are its static final fields of its own type.
 */
public interface OpenEnum {

  /** Returns the value as it stands in the file. */
  String wireName();

  /** Returns true if this is one of the constants. */
  default boolean isKnown() {
    return constants(getClass()).contains(this);
  }

  /** Returns the constants of a set, in the order of their declaration. */
  @SuppressWarnings("unchecked") // the constants of a class are of that class
  static <T extends OpenEnum> List<T> constants(Class<T> type) {
    return (List<T>) OpenEnumConstants.of(type);
  }
}
