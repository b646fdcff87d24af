package dev.daybook;

/** The state that an event must reach before it is acknowledged. */
public enum Durability {
  /** The kernel has it: it survives the death of the process, not that of the machine. */
  WRITTEN,
  /**
   * A force to the device has covered it: it survives a power cut, as far as the device is honest.
   */
  FORCED
}
