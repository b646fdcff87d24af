package dev.daybook.cli;

import java.util.List;
import java.util.Map;

/** Advice about an error: what a person may do next. */
final class ErrorHints {

  private ErrorHints() {}

  /** Returns one line of advice; empty if the message says it all. */
  static String of(String kind, Map<String, ?> details) {
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
    return details.get(SessionArgument.MEANT) instanceof List<?> names && !names.isEmpty()
        ? "did you mean "
            + String.join(" or ", names.stream().map(String::valueOf).toList()) + "? "
        : "";
  }
}
