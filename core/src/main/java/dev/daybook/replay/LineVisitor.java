package dev.daybook.replay;

import dev.daybook.event.Entry;

/** A visitor of each entry together with the line that it was read from. */
@FunctionalInterface
public interface LineVisitor {

  /**
   * Takes the next entry. What this throws ends the reading and reaches its caller.
   *
   * @param entry the line, decoded
   * @param buffer holds the line until this call returns; not to be written
   * @param from where the line begins in {@code buffer}
   * @param to where its line feed stands
   */
  void visit(Entry entry, byte[] buffer, int from, int to);
}
