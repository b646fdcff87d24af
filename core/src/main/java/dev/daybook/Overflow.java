package dev.daybook;

/**
 * The policies for recording when the ring, or the bytes that may be in flight, are used up.
 *
 * <p>A caller waits only once for each standstill of the journal, such as while a disk hangs: after
 * one caller has waited in vain, none waits again before the journal has gone on. An interrupt does
 * not end a wait and stays set.
 */
public enum Overflow {
  /**
   * The caller waits for room, and up to six times as long as the block timeout where the journal
   * goes on meanwhile; then the event is dropped, as with {@link #DROP}, and the next sync or close
   * reports it once. So no event is lost to a burst, and no agent stands still for a disk.
   */
  BLOCK_THEN_DROP,
  /**
   * The caller waits for room, for at most the block timeout; then the event is refused with an
   * exception.
   */
  BLOCK,
  /**
   * The event is dropped and counted, and a {@code gap} entry with the count stands in the file in
   * its place. A caller that waits for such an event gets an exception.
   */
  DROP,
  /** The event is refused with an exception at once. */
  FAIL
}
