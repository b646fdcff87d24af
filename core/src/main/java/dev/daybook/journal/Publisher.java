package dev.daybook.journal;

import dev.daybook.event.EphemeralEvent;
import java.time.Instant;

/**
 * The publisher of events for a session's watchers alone, through the ring: there they keep their
 * place among the recorded ones. Never waits for room.
 */
record Publisher(Journal journal, Ring ring) {

  /** Publishes an event, as {@link Session#publish} says. Any thread. */
  void publish(Appender appender, EphemeralEvent given) {
    if (appender.watchers.isEmpty()) {
      return;
    }
    EphemeralEvent event = (EphemeralEvent) journal.admission().frozen(given);
    // a char takes at most two bytes of heap
    long heapBytes = 2 * journal.admission().admitPublished(event);
    long reservedBytes = ring.reservationFor(heapBytes);
    Instant now = journal.options().clock().instant();
    long sequence = ring.claim(reservedBytes, Overflow.DROP, 0, false);
    if (sequence == Ring.DROPPED) {
      appender.watchers.missed();
    } else if (sequence != Ring.ENDED) {
      try {
        ring.claimed(sequence)
            .setPublished(
                appender, event, now.getEpochSecond(), now.getNano(), heapBytes, reservedBytes);
        ring.publish(sequence, false);
      } catch (Throwable noStack) {
        // see Ring.isReady
        ring.slots[(int) sequence & ring.mask].strandedSequence = sequence;
        throw noStack;
      }
      journal.refuseIfEnded(sequence);
    }
  }
}
