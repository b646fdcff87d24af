package dev.daybook.tree;

/** The progress of a loop. */
public enum LoopStatus {
  /** Announced as one of several parallel loops, and not started. */
  PENDING,
  /** Started, and its end not seen. */
  RUNNING,
  /** Started, its end not seen, and its session was closed unfinished: the loop can continue. */
  PAUSED,
  /** Started, its end not seen, and no process records its session any more. */
  INTERRUPTED,
  /** Started and its end not seen; it is not known if a process still records its session. */
  UNKNOWN,
  /** Ended. */
  COMPLETED,
  /** Ended, because its input was refused. */
  REJECTED,
  /** Given up: its end was not seen before the tree was flushed or its id was started again. */
  ABORTED
}
