package dev.daybook.verify;

/**
 * A listener for the progress of a long reading, called on the reading thread. What it throws ends
 * the reading.
 */
@FunctionalInterface
public interface Progress {

  /**
   * Takes the progress so far, called at intervals and at the end.
   *
   * @param bytes the number of bytes read
   * @param of the number of bytes in all
   */
  void at(long bytes, long of);
}
