package dev.daybook.replay;

import dev.daybook.event.Entry;

/**
 * A state that is built from a session's entries, one after another, in the order of its file. A
 * fold is used once, by one thread.
 *
 * @param <R> the result's type
 */
public interface Fold<R> {

  /** Takes the next entry. What this throws ends the reading and reaches its caller. */
  void accept(Entry entry);

  /** Returns the result; called once, after the last entry. */
  R result();
}
