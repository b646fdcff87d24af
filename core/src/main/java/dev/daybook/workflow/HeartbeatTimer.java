package dev.daybook.workflow;

import java.time.Duration;

/** A timer that calls a task again and again, on a thread of its own. */
interface HeartbeatTimer {

  /**
   * Calls the beat after each interval, one call at a time, until it is stopped.
   *
   * @param beat the task; it must not wait, since others use the same thread
   * @return the action that stops it; a call under way may still end
   */
  Runnable every(Duration interval, Runnable beat);
}
