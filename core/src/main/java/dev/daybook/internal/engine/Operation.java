package dev.daybook.internal.engine;

import java.util.Locale;

/** The operation on a session's file that failed. */
enum Operation {
  /** Opening again: nothing was written since the file was forced and closed. */
  OPEN,
  /** Writing: the next force reports if what was written before is not on the device. */
  WRITE,
  /** Forcing: the kernel may have dropped what it could not write, and reports that only once. */
  FORCE,
  /** Closing, which counts as a force: some file systems write only then. */
  CLOSE,
  /** Any operation: the journal thread failed at an unknown point. */
  JOURNAL;

  /** Returns true if written and unforced bytes can no longer be trusted to get to the device. */
  boolean leavesDoubt() {
    return this != WRITE && this != OPEN;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
