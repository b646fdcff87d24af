package dev.daybook.event;

import static java.util.Objects.requireNonNull;

/**
 * A JSON value as text, kept verbatim: numbers digit for digit, keys in their order, white space as
 * it was.
 *
 * <p>The text is checked when it is recorded: it must be exactly one JSON value, without a line
 * break outside its strings (a journal's line ends at the first one). Two values are equal when
 * their texts are.
 *
 * @param text the JSON text
 */
public record Json(String text) {

  /** The object without fields. */
  public static final Json EMPTY_OBJECT = new Json("{}");

  public Json {
    requireNonNull(text, "text");
  }
}
