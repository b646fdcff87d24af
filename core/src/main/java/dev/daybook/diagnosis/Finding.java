package dev.daybook.diagnosis;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a diagnosis found, and where.
 *
 * @param kind the wire name of a {@link Warning} or of a
 *     {@link dev.daybook.event.DaybookException.Kind DaybookException.Kind}, to decide by
 * @param severity whether it blocks the session
 * @param seq the entry it is about; null if it is about no entry
 * @param line that entry's line in the file, from 1; null if the file cannot be read
 * @param offset where that line begins, in bytes from 0; null if the file cannot be read
 * @param message for people, of the form {@code reason: name=value, name=value}. It names
 *     identifiers, tools, sizes and positions, as they stand in the file, and no payload
 */
public record Finding(
    String kind,
    Severity severity,
    @Nullable Long seq,
    @Nullable Long line,
    @Nullable Long offset,
    String message) {

  /** Whether a finding blocks the session. */
  public enum Severity {
    /** The history is whole; what it tells of is unfinished or odd. */
    WARNING,
    /** The history is not what was recorded; strict readers refuse it. */
    ERROR;

    /** The severity in lower case, as the command prints it. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
