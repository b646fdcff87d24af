package dev.daybook.verify;

/** Told how far a long reading is, on the thread that reads. What it throws ends the reading. */
@FunctionalInterface
public interface Progress {

  /**
   * Now and then, and at the end.
   *
   * @param bytes how many were read
   * @param of how many there are
   */
  void at(long bytes, long of);
}
