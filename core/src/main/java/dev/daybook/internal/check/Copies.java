package dev.daybook.internal.check;

import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionFork;

/**
 * The part of a session that was copied from another one: the entries behind a {@code session_fork}
 * up to the number that it gives. What they cost stands in the session that they come from. Belongs
 * to one thread.
 */
public final class Copies {

  private long lastSeq = -1;

  /** Returns true if the next entry of the session is a copy. */
  public boolean has(long seq, SessionEvent event) {
    if (seq <= lastSeq) {
      return true;
    }
    if (event instanceof SessionFork fork) {
      lastSeq = seq + countOf(fork);
    }
    return false;
  }

  /** Returns true if the entry with that seq, which is no {@code session_fork}, is a copy. */
  public boolean has(long seq) {
    return seq <= lastSeq;
  }

  private static long countOf(SessionFork fork) {
    Long count = fork.replayEventCount();
    if (count != null) {
      return count;
    }
    long from = fork.fromSeq() == null ? 0 : fork.fromSeq();
    return Math.max(0, fork.forkedToSeq() - from + 1);
  }
}
