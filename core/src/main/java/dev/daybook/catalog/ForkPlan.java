package dev.daybook.catalog;

import java.util.Map;

/** The content of a fork: the entries it copies and those it leaves out. Immutable. */
public interface ForkPlan {

  /** Returns the session that is copied. */
  String parent();

  /** Returns the new session. */
  String child();

  /** Returns the seq of the parent's last entry that was read. */
  long toSeq();

  /**
   * Returns the number of the parent's entries in the child, from seq 1: entry 0 is the
   * {@code session_fork}.
   */
  long entries();

  /**
   * Returns the number of entries left out, by type, in the order of the names: of
   * {@code branch_summary}, {@code provider_usage} and {@code session_fork} those that there were.
   */
  Map<String, Long> leftOut();

  /** Returns the first session of the family. */
  String forkRoot();

  /** Returns the size of the child's file. */
  long bytes();

  /**
   * Returns the number of bytes left out behind the parent's last entry, of a line that was cut off
   * or is being written; 0 if the fork ends before.
   */
  long tornTailBytes();

  /**
   * Returns true if entries that were forced are missing at the parent's end, and so in the child;
   * false if it was forked to a seq.
   */
  boolean isShortened();
}
