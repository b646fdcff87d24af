package dev.daybook.cli;

import java.util.Map;

/** The fault of a session's id: that alone, and not all that an id has to be. */
final class InvalidId {

  private static final String AT = "U+0040";

  private InvalidId() {}

  /**
   * Returns the sentence for an error's details; nothing of the id is repeated.
   *
   * @param otherwise the sentence where the details give no reason that is known here
   */
  static String message(Map<String, ?> details, String otherwise) {
    String character = ": character=" + details.get("character");
    return switch (String.valueOf(details.get("reason"))) {
      case "empty" -> "a session's id is empty; give one";
      case "too_long" ->
        "a session's id is too long: bytes=" + details.get("observedBytes") + ", most="
            + details.get("maxBytes");
      case "invalid_start" ->
        AT.equals(details.get("character"))
            ? "no session's id begins with @; @latest and @active are all that do, where a session"
                + " is read"
            : "a session's id begins with a letter, a digit or _" + character;
      case "invalid_character" -> "a session's id has letters, digits, -, _ and . only" + character;
      case "invalid_unicode" -> "a session's id is no text in Unicode; is it in another encoding?";
      case "not_normalized" ->
        "a session's id is spelled with composed letters (normal form C of Unicode)";
      case "dot_at_end" -> "a session's id does not end with a dot";
      case "reserved_name" -> "Windows keeps that name for a device; give the session another id";
      default -> otherwise;
    };
  }
}
