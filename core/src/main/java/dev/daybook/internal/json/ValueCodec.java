package dev.daybook.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.daybook.DaybookException;
import dev.daybook.internal.json.fast.JsonCursor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A codec of the values of one Java type to JSON and back. Stateless. */
interface ValueCodec {

  /** Writes {@code value}, which is never null. */
  void write(JsonGenerator json, Object value) throws IOException;

  /**
   * Reads the value at the cursor's current token and leaves the cursor at its last token.
   *
   * @param field the name to blame in an error
   * @throws DaybookException if the value is not of this type
   */
  Object read(JsonCursor cursor, String field) throws IOException;

  /**
   * Checks what {@code value}'s type does not guarantee: that JSON text is sound.
   *
   * @param depth the number of objects and arrays that will be around the value on its line
   * @return how many chars of text the value holds: a lower bound of its UTF-8 bytes on the line
   * @throws DaybookException if the value cannot stand in a line
   */
  long admit(Object value, int depth);

  /** Returns true if values of this type have lists that the program may still change. */
  default boolean canChange() {
    return false;
  }

  /**
   * Returns the value, or an equal one in which no list can change any more. A null in a list,
   * which no such list has, is left where it is, for {@link #admit} to refuse.
   */
  default Object frozen(Object value) {
    return value;
  }

  /** Returns true if JSON's null is a value of this type, and not the absence of one. */
  default boolean readsNull() {
    return false;
  }

  /** Returns the value of an absent field; null where there is no such value. */
  default @Nullable Object absent() {
    return null;
  }

  /** Returns true if the value is that of an absent field, and so is not written. */
  default boolean isAbsent(Object value) {
    return false;
  }

  /**
   * Returns the failure with its field as one below {@code field}, or {@code field} if it names
   * none: the path to a refused value in an event's data, as {@code messages[1].content[0].text}.
   */
  static DaybookException below(String field, DaybookException refused) {
    Object inner = refused.details().get("field");
    return Restated.with(refused, "field", inner == null ? field : join(field, inner.toString()));
  }

  private static String join(String field, String inner) {
    boolean isPart = field.isEmpty() || inner.isEmpty() || inner.startsWith("[");
    return isPart ? field + inner : field + "." + inner;
  }
}
