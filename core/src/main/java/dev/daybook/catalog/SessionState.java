package dev.daybook.catalog;

import java.util.Locale;

/** The state of a session. */
public enum SessionState {
  /** A writer has it open for recording. */
  OPEN,
  /** No writer has it open, and its last entry, annotations aside, is {@code session_ended}. */
  ENDED,
  /**
   * No writer has it open, it has not ended and was not imported, and its last writer closed it:
   * all that was recorded is there, and it can be gone on with.
   */
  PAUSED,
  /**
   * No writer has it open, and it was imported from another agent's file, which says of no end: if
   * that agent goes on, another import brings the rest.
   */
  IMPORTED,
  /**
   * No writer has it open, and nothing says that it ended or was closed: its writer died, or that
   * is unknown, as of a file that was brought here by itself or was written to since.
   */
  INTERRUPTED,
  /**
   * Its writer cannot be known from here: the locks may not be read, or the last holder was in
   * another container and may have crashed.
   */
  UNKNOWN,
  /**
   * A line at the beginning or the end of its file is not what a writer writes there, or the file
   * is shorter than it was known to be.
   */
  DAMAGED;

  /** Returns the state in lower case, as the command prints it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
