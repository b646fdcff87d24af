package dev.daybook.usage;

/** The progress of a query for usage. Immutable. */
public interface UsageProgress {

  /** Returns the number of sessions that were read. */
  long sessions();

  /** Returns the number of sessions to read. */
  long of();

  /** Returns the number of bytes that were read. */
  long bytes();
}
