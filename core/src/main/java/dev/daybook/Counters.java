package dev.daybook;

import java.time.Duration;

/**
 * A snapshot of the numbers that only grow, of one session or of all: the fate of the events so
 * far, and its cost. Each number is exact, but they are read one after another while the journal
 * works. {@link Gauges} has the numbers that rise and fall.
 */
public interface Counters {

  /**
   * Returns the number of events that the journal thread has taken from the ring. It can be less
   * than {@link #written}, which counts {@code gap} entries too.
   */
  long recorded();

  /**
   * Returns the number of entries that the kernel has: of {@link #recorded} events, and {@code gap}
   * entries besides.
   */
  long written();

  /** Returns the number of entries that a force has covered. */
  long forced();

  /** Returns the number of events that were dropped because there was no room. */
  long dropped();

  /**
   * Returns the number of events that were refused: too long, not encodable, ephemeral, after
   * close, while their session had failed.
   */
  long rejected();

  /**
   * Returns the number of events that were taken and could not be written because their session had
   * failed.
   */
  long failed();

  /** Returns the number of bytes of the written entries. */
  long bytesWritten();

  /** Returns the number of calls that wrote to a file. */
  long writes();

  /** Returns the number of calls that forced what was written to a file, and succeeded. */
  long forces();

  /** Returns the time that all {@link #forces} took together; several may run at a time. */
  Duration forceTime();

  /** Returns the time that the slowest of the {@link #forces} took. */
  Duration longestForce();
}
