package dev.daybook.tree;

/** How far a loop is. */
public enum LoopStatus {
  /** Announced with others that run side by side, and not started. */
  PENDING,
  /** Started, and its end not seen. */
  RUNNING,
  /**
   * Started, and its end not seen, and its session was closed unfinished: it can be gone on with.
   */
  PAUSED,
  /** Started, and its end not seen, and nobody records its session any more. */
  INTERRUPTED,
  /** Started, and its end not seen, and nobody can say if somebody still records its session. */
  UNKNOWN,
  /** Ended. */
  COMPLETED,
  /** Ended, because its input was refused. */
  REJECTED,
  /** Given up: its end was not seen before the tree was flushed or its id was started again. */
  ABORTED
}
