package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.Durability;
import org.jspecify.annotations.Nullable;

/**
 * A pending acknowledgement. It travels with its event through the ring; the journal thread sets
 * the file position it depends on, and completes it when that position is covered. It is completed
 * once: the first call wins.
 */
abstract class Ack {

  final Durability durability;

  /** The seq to report: that of the event, or of the session's last entry. */
  long seq = -1;

  /** The file position up to which the file must be written or forced. */
  long position;

  /** A failure to report in place of success: events before a sync that could not be written. */
  @Nullable
  DaybookException verdict;

  /** The next ack of the same queue; behind the last one comes the first. */
  @Nullable
  Ack next;

  Ack(Durability durability) {
    this.durability = durability;
  }

  /**
   * Takes the journal thread's place, if the thread that waits may do that and it can be had.
   * Called by that thread before its event is published, which would wake the journal thread.
   */
  boolean tryLead(Doorbell doorbell) {
    return false;
  }

  final void complete() {
    if (verdict != null) {
      failed(verdict);
    } else {
      succeeded(seq);
    }
  }

  final void fail(DaybookException why) {
    failed(why);
  }

  abstract void succeeded(long atSeq);

  abstract void failed(DaybookException why);
}
