package dev.daybook.codec;

import dev.daybook.event.DaybookException;

/** The path to a refused value in an event's data, as {@code messages[1].content[0].text}. */
final class FieldPath {

  private FieldPath() {}

  /**
   * Returns the failure with its field as one below {@code field}, or {@code field} if it names
   * none.
   */
  static DaybookException below(String field, DaybookException refused) {
    Object inner = refused.details().get("field");
    return refused.with("field", inner == null ? field : join(field, inner.toString()));
  }

  private static String join(String field, String inner) {
    boolean isPart = field.isEmpty() || inner.isEmpty() || inner.startsWith("[");
    return isPart ? field + inner : field + "." + inner;
  }
}
