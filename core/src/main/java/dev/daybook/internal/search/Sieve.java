package dev.daybook.internal.search;

/**
 * A filter over the bytes of lines that lets through every line that can match, and few others.
 * Belongs to one thread.
 */
interface Sieve {

  /**
   * Returns an index in the first line of {@code [from, to)} that may match; -1 if none may.
   *
   * @param from the beginning of a line
   * @param to the end of the last line, its line feed included
   */
  int next(byte[] bytes, int from, int to);
}
