package dev.daybook.lab.crash;

/** A change that a power cut may leave, or take away, or leave in part. */
interface Undecided {

  /** The form in which it is not there. */
  int ABSENT = 0;

  /** The form in which all of it is there. */
  int WHOLE = 1;

  /** How many forms it has. */
  int forms();

  /** Whether it is of a lock file, which promises nothing. */
  boolean isOfLock();
}
