package dev.daybook.check;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One thing that is not as it should be in a session's file, with its place. It holds identifiers,
 * tools, sizes and positions as they stand in the file, and no payload of events. Immutable.
 */
public interface Finding {

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
