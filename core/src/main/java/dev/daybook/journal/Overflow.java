package dev.daybook.journal;

/** What recording does when the ring, or the bytes that may be in flight, are used up. */
public enum Overflow {
  /**
   * The caller waits for room, at most the block timeout; then the event is refused with an
   * exception. An interrupt does not end the wait and stays set.
   */
  BLOCK,
  /**
   * The event is dropped and counted, and a {@code gap} entry with the count goes into the file as
   * soon as the events before the loss are written. Who waits for such an event gets an exception.
   */
  DROP,
  /** The event is refused with an exception at once. */
  FAIL
}
