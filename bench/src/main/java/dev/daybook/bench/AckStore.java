package dev.daybook.bench;

/**
 * A store of sessions that answers when an event is on the device: a daybook, or one of its peers.
 * Any number of threads record in it.
 */
interface AckStore {

  /**
   * Takes the event at that place of the mix as one of the session's, and returns when it would
   * survive a loss of power.
   */
  void record(int session, int index);

  /**
   * Returns how often the device was made to take what it was given, as far as the store knows; -1
   * if it does not know.
   */
  long forces();

  void close();

  /**
   * Fails unless the closed store has what it acknowledged.
   *
   * @param events how many were acknowledged in each session: the first ones of the mix
   */
  void requireComplete(int[] events);

  /** Returns the failure that a store reports which lacks some of a session's events. */
  static IllegalStateException incomplete(int session, int events, long found) {
    return new IllegalStateException("the store is not complete: events="
        + events
        + ", found="
        + found
        + ", session="
        + EventMix.sessionId(session));
  }
}
