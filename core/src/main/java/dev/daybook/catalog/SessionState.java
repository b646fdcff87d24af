package dev.daybook.catalog;

import java.util.Locale;

/** What has become of a session. */
public enum SessionState {
  /** Somebody has it open for recording. */
  OPEN,
  /** Nobody has it open, and its last entry is {@code session_ended}. */
  ENDED,
  /**
   * Nobody has it open, it has not ended, and whoever recorded last closed it: all that was
   * recorded is there, and it can be gone on with.
   */
  PAUSED,
  /**
   * Nobody has it open, and nothing says that it ended or was closed: its recorder died, or nobody
   * knows, as of a file that was brought here by itself or was written to since.
   */
  INTERRUPTED,
  /**
   * Whether somebody has it open cannot be known from here: the locks may not be read, or the last
   * holder was in another container and may have crashed.
   */
  UNKNOWN,
  /**
   * A line at the beginning or the end of its file is not what a recorder writes there, or the file
   * is shorter than it was known to be.
   */
  DAMAGED;

  /** The state in lower case, as the command prints it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
