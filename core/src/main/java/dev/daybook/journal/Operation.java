package dev.daybook.journal;

import java.util.Locale;

/** What was done with a session's file when it failed. */
enum Operation {
  /** Nothing was written since the file was forced and closed. */
  OPEN,
  /** The next force tells whether what was written before is on the device. */
  WRITE,
  /** The kernel may have dropped what it could not put there, and tells nobody again. */
  FORCE,
  /** As a force: some file systems write only then. */
  CLOSE,
  /** The journal thread failed, and nobody knows where. */
  JOURNAL;

  /** Whether what is written and not forced can no longer be trusted to get to the device. */
  boolean leavesDoubt() {
    return this != WRITE && this != OPEN;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
