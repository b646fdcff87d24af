package dev.daybook.cli;

import dev.daybook.event.DaybookException;
import dev.daybook.verify.FileFinding;
import java.util.LinkedHashMap;
import java.util.Map;

/** A finding about a session's file on one line, for programs or for people. */
final class FindingLine {

  private final boolean isJson;

  FindingLine(boolean isJson) {
    this.isJson = isJson;
  }

  /** Returns a finding as a line, with its line feed. */
  String of(String session, FileFinding finding) {
    if (isJson) {
      return JsonLine.of(json(session, finding));
    }
    return HarmlessText.line(session)
        + (finding.line() == 0
            ? ": "
            : " line " + finding.line() + " offset " + finding.offset() + ": ")
        + finding.reason().wireName()
        + ": "
        + HarmlessText.line(finding.message())
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
      return JsonLine.of(json);
    }
    return HarmlessText.line(session)
        + ": "
        + unreadable.kind().wireName()
        + ": "
        + HarmlessText.line(String.valueOf(unreadable.getMessage()))
        + "\n";
  }

  static Map<String, Object> json(String session, FileFinding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("session", session);
    json.putAll(json(finding));
    return json;
  }

  static Map<String, Object> json(FileFinding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("reason", finding.reason().wireName());
    json.put("line", finding.line());
    json.put("lines", finding.lines());
    json.put("offset", finding.offset());
    json.put("bytes", finding.bytes());
    json.put("details", finding.details());
    return json;
  }
}
