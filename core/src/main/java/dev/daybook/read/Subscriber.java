package dev.daybook.read;

import dev.daybook.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.event.EphemeralEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * A live watcher of a session. All calls come on one thread of the subscription's own, one after
 * another, in the order of the session; what they throw is logged and stops nothing. A slow
 * subscriber sees everything later, and does not slow the writer down.
 */
@FunctionalInterface
public interface Subscriber {

  /** Receives an entry that was written: the file has it, though the device may not yet. */
  void entry(Entry entry);

  /** Receives an event that was published after the entries so far. It is in no file. */
  default void published(EphemeralEvent event, Instant ts) {}

  /**
   * Reports that so many published events are lost, because they came too fast. Entries never are.
   */
  default void missed(long count) {}

  /**
   * Reports that nothing follows: the session or the subscription was closed, or something failed,
   * in which case more may be in the file than was shown.
   */
  default void ended(Optional<DaybookException> failure) {}
}
