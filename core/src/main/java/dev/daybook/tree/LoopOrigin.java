package dev.daybook.tree;

import dev.daybook.event.ContinuationKind;

/** The reason a loop exists, derived from its parent and its kind. */
public enum LoopOrigin {
  /** A first loop: no parent, kind {@code initial}. */
  ORIGIN,
  /** A continuation of a loop of its session: kind {@code default}. */
  CONTINUATION,
  /** A repetition of a loop of its session: kind {@code rerun}. */
  RETRY,
  /** An alternative that starts from a loop of its session: kind {@code branch}. */
  EXPLORATION,
  /** A compaction of a loop of its session: kind {@code compaction}. */
  COMPACTION_PASS,
  /** A call from a loop of another session: kind {@code initial}. */
  SUB_AGENT,
  /** Any other combination of parent and kind. */
  OTHER;

  static LoopOrigin of(boolean hasParent, boolean isSameSession, ContinuationKind kind) {
    if (kind.equals(ContinuationKind.INITIAL)) {
      return !hasParent ? ORIGIN : isSameSession ? OTHER : SUB_AGENT;
    } else if (!hasParent || !isSameSession) {
      return OTHER;
    } else if (kind.equals(ContinuationKind.DEFAULT)) {
      return CONTINUATION;
    } else if (kind.equals(ContinuationKind.RERUN)) {
      return RETRY;
    } else if (kind.equals(ContinuationKind.BRANCH)) {
      return EXPLORATION;
    } else if (kind.equals(ContinuationKind.COMPACTION)) {
      return COMPACTION_PASS;
    }
    return OTHER;
  }
}
