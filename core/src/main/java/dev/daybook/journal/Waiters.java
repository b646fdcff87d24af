package dev.daybook.journal;

import dev.daybook.event.DaybookException;

/** Who waits for bytes of one session's file to be written or forced. Journal thread only. */
final class Waiters {

  private final AckQueue untilWritten = new AckQueue();
  private final AckQueue untilForced = new AckQueue();

  void add(Ack ack) {
    (ack.durability == Durability.FORCED ? untilForced : untilWritten).add(ack);
  }

  boolean wantForce() {
    return !untilForced.isEmpty();
  }

  void writtenTo(long position) {
    untilWritten.completeTo(position);
  }

  void forcedTo(long position) {
    untilForced.completeTo(position);
  }

  void fail(DaybookException why) {
    untilWritten.failAll(why);
    untilForced.failAll(why);
  }
}
