package dev.daybook.event;

/** An event of one loop of an agent. A loop is one run, from its start to its end. */
public interface LoopEvent extends StandardEvent {

  /**
   * Returns the loop's identifier, {@code <session id>.<configuration>.<number>} by custom; the
   * part before the first dot is the session. It may be empty where the agent did not know it.
   */
  String loopId();
}
