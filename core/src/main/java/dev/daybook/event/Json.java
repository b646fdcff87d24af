package dev.daybook.event;

import dev.daybook.DaybookException;
import java.util.List;
import java.util.Map;

/**
 * A JSON value as text, kept verbatim: numbers digit for digit, keys in their order. White space
 * around it is no part of it and is dropped here. Text of one line keeps the white space inside it
 * too. Text of several lines, as pretty-printed, loses all white space between its tokens, since a
 * line of a journal ends at the first line break.
 *
 * <p>The session checks the text when it is recorded: it must be exactly one JSON value. The file
 * then holds this text, but for two things. Half a surrogate pair, which UTF-8 cannot hold, and a
 * character that a terminal obeys (DEL, C1 controls, line and paragraph separators, characters that
 * turn the direction of writing) is written as its escape, which means the same. A carriage return
 * between tokens becomes a blank. Two values are equal when their texts are.
 *
 * <p>Daybook has no tree of JSON values: parse {@link #text} with the JSON library that you have.
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
   * Returns the object with these fields, in the order in which the map gives them.
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
   * Returns the array of these elements; otherwise as {@link #of(Map)}.
   *
   * @throws DaybookException as {@link #of(Map)} does
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

  /** Returns true if the char is white space by RFC 8259, which has less of it than Java. */
  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
