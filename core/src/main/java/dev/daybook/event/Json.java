package dev.daybook.event;

import java.util.List;
import java.util.Map;

/**
 * A JSON value as text, kept verbatim: numbers digit for digit, keys in their order. White space
 * around it is no part of it and is dropped here. Text of one line keeps the white space inside it
 * too; text of several, as pretty-printed, loses all that stands between its tokens, since a line
 * of a journal ends at the first line break.
 *
 * <p>The text is checked when it is recorded: it must be exactly one JSON value. What it then says
 * in the file is what it says here, but for half a surrogate pair, which UTF-8 cannot hold, and for
 * what a terminal obeys (DEL, C1 controls, line and paragraph separators, what turns the direction
 * of writing): these are written as their escapes, which mean the same, and a carriage return
 * between tokens is a blank. Two values are equal when their texts are.
 *
 * @param text the JSON text
 */
public record Json(String text) {

  /** The object without fields. */
  public static final Json EMPTY_OBJECT = new Json("{}");

  public Json {
    text = OneLine.of(withoutSpaceAround(Check.present(text, Json.class, "text")));
  }

  /**
   * The object with these fields, in the order in which the map gives them.
   *
   * @param fields of strings, numbers, booleans, nulls, maps, collections and {@code Json}; the
   *     keys of maps are strings
   * @throws DaybookException {@code INVALID_VALUE} if there is something else in it, a number that
   *     is not finite, or more than a thousand levels; the details name the class, never the value
   */
  public static Json of(Map<String, ?> fields) {
    return new Json(JsonPrinter.print(fields));
  }

  /**
   * The array of these elements; otherwise as {@link #of(Map)}.
   *
   * @throws DaybookException as that does
   */
  public static Json of(List<?> elements) {
    return new Json(JsonPrinter.print(elements));
  }

  private static String withoutSpaceAround(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** What RFC 8259 calls white space, which is less than Java does. */
  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
