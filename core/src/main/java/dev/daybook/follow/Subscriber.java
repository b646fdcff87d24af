package dev.daybook.follow;

import dev.daybook.event.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.event.EphemeralEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * Watches a session live. All calls come on one thread of the subscription's own, one after
 * another, in the order of the session; what they throw is logged and stops nothing. A subscriber
 * that is slow sees everything later, and slows nobody down.
 */
@FunctionalInterface
public interface Subscriber {

  /** An entry was written: the file has it, though the device may not yet. */
  void entry(Entry entry);

  /** An event was published, after the entries so far. It is in no file. */
  default void published(EphemeralEvent event, Instant ts) {}

  /** So many published events are lost, because they came too fast. Entries never are. */
  default void missed(long count) {}

  /**
   * Nothing follows: the session or the subscription was closed, or something failed, in which case
   * more may be in the file than was shown.
   */
  default void ended(Optional<DaybookException> failure) {}
}
