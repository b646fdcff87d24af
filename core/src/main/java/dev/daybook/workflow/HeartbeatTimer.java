package dev.daybook.workflow;

import java.time.Duration;

/** Calls something again and again, on a thread of its own. */
interface HeartbeatTimer {

  /**
   * Calls the beat after each interval, one call at a time, until it is stopped.
   *
   * @param beat must not wait: others use the same thread
   * @return stops it; a call that is under way may still end
   */
  Runnable every(Duration interval, Runnable beat);
}
