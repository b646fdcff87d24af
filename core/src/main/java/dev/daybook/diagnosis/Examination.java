package dev.daybook.diagnosis;

import dev.daybook.event.Entry;

/** One of the checks of a diagnosis. It sees a session once, on one thread. */
interface Examination {

  /** Takes the next entry. */
  void see(Entry entry, Place at);

  /** Reports what is still open, after the last entry. */
  default void end() {}
}
