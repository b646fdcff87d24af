package dev.daybook.journal;

import dev.daybook.event.DaybookException;
import org.jspecify.annotations.Nullable;

/** The acks of one session that wait for the same durability, in the order of their positions. */
final class AckQueue {

  private @Nullable Ack first;
  private @Nullable Ack last;

  boolean isEmpty() {
    return first == null;
  }

  void add(Ack ack) {
    if (last == null) {
      first = ack;
    } else {
      last.next = ack;
    }
    last = ack;
  }

  /** Completes every ack whose bytes end at or before {@code position}. */
  void completeTo(long position) {
    while (first != null && first.position <= position) {
      Ack ack = first;
      remove(ack);
      ack.complete();
    }
  }

  /** Fails every ack. One that finds no memory for that is still there, and so are those behind. */
  void failAll(DaybookException why) {
    while (first != null) {
      Ack ack = first;
      ack.fail(why);
      remove(ack);
    }
  }

  private void remove(Ack head) {
    first = head.next;
    if (first == null) {
      last = null;
    }
    head.next = null;
  }
}
