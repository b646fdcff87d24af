package dev.daybook.internal.exchange.cut;

/**
 * A cutter of a foreign file into items. It is given the file's bytes once, in pieces of any size,
 * and holds no more than one item in memory. Belongs to one thread.
 */
public interface ItemCutter {

  /** Takes the next bytes of the file. */
  void take(byte[] bytes, int from, int to);

  /** Takes note of the file's end. */
  void end();
}
