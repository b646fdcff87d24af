package dev.daybook.check;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One thing that is not as it should be in a session's file, with its place. It holds identifiers,
 * tools, sizes and positions as they stand in the file, and no payload of events. Immutable.
 */
public interface Finding {

  /** Returns a finding about an entry. */
  static Finding ofEntry(
      FindingKind kind, long seq, long line, long offset, long bytes, Object... namesAndValues) {
    Map<String, Object> details = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      details.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return new PlacedFinding(
        kind, kind.severity(), seq, line, 1, offset, bytes, kind.phrase(), details);
  }

  /** Returns a finding about bytes of a line, or with line 0 about the file as a whole. */
  static Finding of(
      FindingKind kind, long line, long offset, long bytes, Object... namesAndValues) {
    return ofEntry(kind, -1, line, offset, bytes, namesAndValues);
  }

  /** Returns a finding about bytes of a line, with these details. */
  static Finding of(
      FindingKind kind, long line, long offset, long bytes, Map<String, Object> details) {
    return new PlacedFinding(
        kind, kind.severity(), -1, line, 1, offset, bytes, kind.phrase(), details);
  }

  /** Returns the kind, to decide by. */
  FindingKind kind();

  /** Returns an error or a warning. */
  Severity severity();

  /** Returns the seq of its entry; -1 if it is about no entry, or about one of unknown seq. */
  long seq();

  /** Returns the first line that it is about, from 1; 0 for the file as a whole. */
  long line();

  /** Returns the number of consecutive lines that it is about. */
  long lines();

  /** Returns the offset of its first byte, from 0; -1 if the file cannot be read. */
  long offset();

  /** Returns its length in bytes, line feeds included; 0 if that does not matter. */
  long bytes();

  /** Returns a few words for people. */
  String phrase();

  /** Returns values to judge it by, of its first line; unmodifiable. */
  Map<String, Object> details();

  /** Returns this finding extended by the next one, about the lines that follow. */
  Finding with(Finding next);

  /** Returns this finding with another phrase. */
  Finding saying(String other);

  /** Returns a text for people: {@code phrase: name=value, name=value}. */
  default String message() {
    return details().isEmpty()
        ? phrase()
        : details().entrySet().stream()
            .map(detail -> detail.getKey() + "=" + detail.getValue())
            .collect(Collectors.joining(", ", phrase() + ": ", ""));
  }

  /** The weight of a finding: in a diagnosis, only an error blocks the session. */
  enum Severity {
    /** The history is whole; the work in it is unfinished or odd. */
    WARNING,
    /** The history differs from what was recorded; strict readers refuse it. */
    ERROR;

    /** Returns the severity in lower case, as the command prints it. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
