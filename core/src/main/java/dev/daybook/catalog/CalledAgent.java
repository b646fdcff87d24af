package dev.daybook.catalog;

import java.util.Optional;

/** A sub-agent below a session, as the list of {@code Daybook.subAgents} has it. Immutable. */
public interface CalledAgent {

  /** Returns its depth below the session that the list is of, from 1. */
  int depth();

  /** Returns the id of the session that called it, even if that session is not in the root. */
  String caller();

  /** Returns the id of its session, in the root or not; of an agent without one, its own id. */
  String id();

  /** Returns its session; empty if that is not in the root. */
  Optional<String> session();

  /**
   * Returns the last phase that its caller recorded of it; without that, what its own session says;
   * empty if neither does.
   */
  Optional<String> phase();

  /** Returns the kind of agent, as far as its caller or its session names it. */
  Optional<String> agent();

  /**
   * Returns its task, as far as its caller or its session names it, else the first message that it
   * was given; up to 1,000 characters.
   */
  Optional<String> task();
}
