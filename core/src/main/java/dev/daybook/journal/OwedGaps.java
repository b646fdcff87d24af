package dev.daybook.journal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** The sessions that lost events and owe their file a gap entry. */
final class OwedGaps {

  private final Queue<Appender> owing = new ConcurrentLinkedQueue<>();

  /** Adds a session that lost its first event since its last gap entry. Any thread. */
  void add(Appender appender) {
    owing.add(appender);
  }

  /** Returns true if a gap is due when everything before that ring sequence is taken. */
  boolean isDue(long next) {
    Appender first = owing.peek();
    return first != null && first.losses.isDue(next);
  }

  /**
   * Takes the sessions that are due: what was in the ring at the first loss stands before the gap.
   */
  void take(long next, Consumer<Appender> each) {
    while (isDue(next)) {
      each.accept(owing.remove());
    }
  }
}
