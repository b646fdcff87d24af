package dev.daybook.lab.crash;

import dev.daybook.lab.disk.Operation;

/** One thing that happened while a workload ran, in an order in which it can have happened. */
sealed interface TraceEvent {

  /** An operation was made. */
  record Made(Operation operation) implements TraceEvent {}

  /** A force failed: what it should have put on the device may be dropped from memory too. */
  record ForceFailed(long channel) implements TraceEvent {}

  /** Something that the workload says, after it knows. */
  sealed interface Note extends TraceEvent {}

  /** An event is about to be recorded. */
  record Offered(String session, String text) implements Note {}

  /**
   * An event was acknowledged as forced.
   *
   * @param seq where it is; -1 if it is unknown
   */
  record Acknowledged(String session, long seq, String text) implements Note {}

  /**
   * A session is about to be created, whole or not at all.
   *
   * @param parent the session it is forked from; null if none
   * @param events how many first events it gets
   */
  record Creating(String session, String parent, int events) implements Note {}

  /** The call that creates or opens the session returned. */
  record Created(String session) implements Note {}

  /** The call that repairs a session returned, and said that it is good now. */
  record Repaired(String session) implements Note {}

  /** A session is about to be removed, for good or to the trash. */
  record Removing(String session, boolean isForGood) implements Note {}

  /** The call that removes it returned. */
  record Removed(String session) implements Note {}
}
