package dev.daybook.event;

/**
 * A JSON value as text, kept verbatim: numbers digit for digit, keys in their order, white space
 * inside it as it was. White space around it is no part of it and is dropped here.
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
    text = withoutSpaceAround(Check.present(text, Json.class, "text"));
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
  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
