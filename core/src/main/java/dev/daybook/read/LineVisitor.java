package dev.daybook.read;

import dev.daybook.event.Entry;

/** A visitor of each entry together with the line that it was read from. */
@FunctionalInterface
public interface LineVisitor {

  /**
   * Takes the next entry. What this throws ends the reading and reaches its caller.
   *
   * @param entry the line, decoded
   * @param buffer holds the line until this call returns; not to be written
   * @param from the line's first byte in {@code buffer}
   * @param to the index of its line feed
   */
  void visit(Entry entry, byte[] buffer, int from, int to);
}
