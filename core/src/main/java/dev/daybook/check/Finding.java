package dev.daybook.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One thing that is not as it should be in a session's file, with its place. It holds identifiers,
 * tools, sizes and positions as they stand in the file, and no payload of events.
 *
 * @param kind the kind, to decide by
 * @param severity an error, or a warning
 * @param seq the seq of its entry; -1 if it is about no entry, or about one of unknown seq
 * @param line the first line that it is about, from 1; 0 for the file as a whole
 * @param lines the number of consecutive lines that it is about
 * @param offset its first byte, from 0; -1 if the file cannot be read
 * @param bytes its length, line feeds included; 0 if that does not matter
 * @param phrase a few words for people
 * @param details values to judge it by, of its first line
 */
public record Finding(
    FindingKind kind,
    Severity severity,
    long seq,
    long line,
    long lines,
    long offset,
    long bytes,
    String phrase,
    Map<String, Object> details) {

  /** The weight of a finding: in a diagnosis, only an error blocks the session. */
  public enum Severity {
    /** The history is whole; the work in it is unfinished or odd. */
    WARNING,
    /** The history differs from what was recorded; strict readers refuse it. */
    ERROR;

    /** Returns the severity in lower case, as the command prints it. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Finding {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** Returns a finding about an entry. */
  public static Finding ofEntry(
      FindingKind kind, long seq, long line, long offset, long bytes, Object... namesAndValues) {
    return new Finding(
        kind, kind.severity(), seq, line, 1, offset, bytes, kind.phrase(), details(namesAndValues));
  }

  /** Returns a finding about bytes of a line, or with line 0 about the file as a whole. */
  public static Finding of(
      FindingKind kind, long line, long offset, long bytes, Object... namesAndValues) {
    return ofEntry(kind, -1, line, offset, bytes, namesAndValues);
  }

  /** Returns a finding about bytes of a line, with these details. */
  public static Finding of(
      FindingKind kind, long line, long offset, long bytes, Map<String, Object> details) {
    return new Finding(kind, kind.severity(), -1, line, 1, offset, bytes, kind.phrase(), details);
  }

  /** Returns this finding extended by the next one, about the lines that follow. */
  public Finding with(Finding next) {
    return new Finding(
        kind, severity, seq, line, lines + next.lines, offset, bytes + next.bytes, phrase, details);
  }

  /** Returns this finding with another phrase. */
  public Finding saying(String other) {
    return new Finding(kind, severity, seq, line, lines, offset, bytes, other, details);
  }

  /** Returns a text for people: {@code phrase: name=value, name=value}. */
  public String message() {
    return details.isEmpty()
        ? phrase
        : details.entrySet().stream()
            .map(detail -> detail.getKey() + "=" + detail.getValue())
            .collect(Collectors.joining(", ", phrase + ": ", ""));
  }

  private static Map<String, Object> details(Object... namesAndValues) {
    Map<String, Object> details = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      details.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return details;
  }
}
