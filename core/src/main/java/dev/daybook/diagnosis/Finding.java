package dev.daybook.diagnosis;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One result of a diagnosis, with its place.
 *
 * @param kind the wire name of a {@link Warning} or of a
 *     {@link dev.daybook.event.DaybookException.Kind DaybookException.Kind}, to decide by
 * @param severity an error, which blocks the session, or a warning
 * @param seq the seq of its entry; null if it is about no entry
 * @param line that entry's line in the file, from 1; null if the file cannot be read
 * @param offset the offset of that line, in bytes from 0; null if the file cannot be read
 * @param message a text for people, of the form {@code reason: name=value, name=value}. It holds
 *     identifiers, tools, sizes and positions, as they stand in the file, and no payload
 */
public record Finding(
    String kind,
    Severity severity,
    @Nullable Long seq,
    @Nullable Long line,
    @Nullable Long offset,
    String message) {

  /** The weight of a finding: only an error blocks the session. */
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
}
