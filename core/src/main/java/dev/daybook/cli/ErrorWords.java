package dev.daybook.cli;

import java.util.List;
import java.util.Map;

/** The words about an error for people: the fault, and what they may do next. */
final class ErrorWords {

  private static final String AT = "U+0040";

  private ErrorWords() {}

  /** Returns one line of advice; empty if the message says it all. */
  static String hint(String kind, Map<String, ?> details) {
    String meant = meant(details);
    return switch (kind) {
      case "usage" -> meant + details.get("help") + " shows how it is called";
      case "session_not_found" -> meant + "daybook ls lists the sessions that there are";
      case "session_exists" -> "give another id, or record in it: daybook record";
      case "invalid_session_id" -> (meant + ofId(String.valueOf(details.get("reason")))).strip();
      case "session_locked" -> "wait until it is closed, or read it meanwhile: daybook tail";
      case "crc_mismatch", "invalid_json", "invalid_utf8", "seq_gap", "missing_crc" ->
        "daybook verify names every fault of a session's file";
      default -> "";
    };
  }

  private static String ofId(String reason) {
    return reason.equals("invalid_character") || reason.equals("invalid_start")
        ? "give another id; in Java, SessionId.encode makes one of any name"
        : "";
  }

  private static String meant(Map<String, ?> details) {
    return details.get(Invocation.MEANT) instanceof List<?> names && !names.isEmpty()
        ? "did you mean "
            + String.join(" or ", names.stream().map(String::valueOf).toList()) + "? "
        : "";
  }

  /**
   * Returns the fault of a session's id, and not all that an id has to be; nothing of the id is
   * repeated.
   *
   * @param otherwise the sentence where the details give no reason that is known here
   */
  static String invalidId(Map<String, ?> details, String otherwise) {
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
