package dev.daybook.event;

/** An event of one loop of an agent: one run, from its start to its end. */
public interface LoopEvent extends StandardEvent {

  /**
   * The loop's identifier, {@code <session id>.<configuration>.<number>} by custom; the part before
   * the first dot says which session it belongs to. May be empty where nobody knew it.
   */
  String loopId();
}
