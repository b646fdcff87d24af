package dev.daybook.cli;

import dev.daybook.diagnosis.Finding;
import dev.daybook.event.DaybookException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A finding about a session's file on one line, for programs or for people. */
final class FindingLine {

  private final boolean isJson;

  FindingLine(boolean isJson) {
    this.isJson = isJson;
  }

  /** Returns a finding as a line, with its line feed. */
  String of(String session, Finding finding) {
    if (isJson) {
      return Text.jsonLine(json(session, finding));
    }
    return Text.line(session)
        + (finding.line() == 0
            ? ": "
            : " line " + finding.line() + " offset " + finding.offset() + ": ")
        + finding.kind().wireName()
        + ": "
        + Text.line(message(finding))
        + "\n";
  }

  /** Returns the line of a session that cannot be read at all. */
  String of(String session, DaybookException unreadable) {
    if (isJson) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("session", session);
      json.put("reason", unreadable.kind().wireName());
      json.put("line", 0);
      json.put("lines", 0);
      json.put("offset", 0);
      json.put("bytes", 0);
      json.put("details", unreadable.details());
      return Text.jsonLine(json);
    }
    return Text.line(session)
        + ": "
        + unreadable.kind().wireName()
        + ": "
        + Text.line(String.valueOf(unreadable.getMessage()))
        + "\n";
  }

  /** Returns the finding's text for people, with the number of lines that it is about. */
  static String message(Finding finding) {
    if (finding.lines() == 1) {
      return finding.message();
    }
    String details = finding.message().substring(finding.phrase().length()).replaceFirst(":", ",");
    return finding.phrase() + ": lines=" + finding.lines() + details;
  }

  static Map<String, Object> json(String session, Finding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("session", session);
    json.putAll(json(finding));
    return json;
  }

  static Map<String, Object> json(Finding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("reason", finding.kind().wireName());
    json.put("line", finding.line());
    json.put("lines", finding.lines());
    json.put("offset", finding.offset());
    json.put("bytes", finding.bytes());
    json.put("details", finding.details());
    return json;
  }
}
