package dev.daybook.diagnosis;

import dev.daybook.event.Entry;

/** One of the things that a diagnosis looks at. Sees a session once, on one thread. */
interface Examination {

  /** Takes the next entry. */
  void see(Entry entry, Place at);

  /** There are no more entries: reports what stands open. */
  default void end() {}
}
