package dev.daybook.cli;

import dev.daybook.DaybookException;
import dev.daybook.check.Finding;
import java.util.Map;

/** A finding about a session's file on one line, for programs or for people. */
final class FindingLine {

  private record Of(String session) {}

  /** The place of a finding in a file, as programs read it. */
  record Place(
      String reason, long line, long lines, long offset, long bytes, Map<String, ?> details) {

    static Place of(Finding finding) {
      return new Place(
          finding.kind().printedName(),
          finding.line(),
          finding.lines(),
          finding.offset(),
          finding.bytes(),
          finding.details());
    }
  }

  private final boolean isJson;

  FindingLine(boolean isJson) {
    this.isJson = isJson;
  }

  /** Returns a finding as a line, with its line feed. */
  String of(String session, Finding finding) {
    if (isJson) {
      return Text.jsonLine(new Of(session), Place.of(finding));
    }
    return Text.line(session)
        + (finding.line() == 0
            ? ": "
            : " line " + finding.line() + " offset " + finding.offset() + ": ")
        + finding.kind().printedName()
        + ": "
        + Text.line(message(finding))
        + "\n";
  }

  /** Returns the line of a session that cannot be read at all. */
  String of(String session, DaybookException unreadable) {
    if (isJson) {
      Place nowhere = new Place(unreadable.kind().wireName(), 0, 0, 0, 0, unreadable.details());
      return Text.jsonLine(new Of(session), nowhere);
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
}
