package dev.daybook.bench;

/** Something that answers when an event is on the device: a daybook, or one of its peers. */
interface AckStore {

  /** Takes the event at that place of the mix and returns when it would survive a loss of power. */
  void record(int index);

  /** Returns how often the device was made to take what it was given, as far as the store knows. */
  long forces();

  void close();

  /**
   * Fails unless the closed store has what it acknowledged.
   *
   * @param events how many were acknowledged: the first ones of the mix
   */
  void requireComplete(int events);
}
