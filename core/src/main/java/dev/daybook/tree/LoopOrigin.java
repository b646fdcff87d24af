package dev.daybook.tree;

import dev.daybook.event.ContinuationKind;

/** Why there is a loop, which its parent and its kind tell together. */
public enum LoopOrigin {
  /** Nothing was before it: no parent, kind {@code initial}. */
  ORIGIN,
  /** It goes on after a loop of its session: kind {@code default}. */
  CONTINUATION,
  /** It does a loop of its session again: kind {@code rerun}. */
  RETRY,
  /** It tries another way from a loop of its session: kind {@code branch}. */
  EXPLORATION,
  /** It shortens what a loop of its session said: kind {@code compaction}. */
  COMPACTION_PASS,
  /** A loop of another session called it: kind {@code initial}. */
  SUB_AGENT,
  /** Parent and kind go together in no way that has a name. */
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
