package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import org.jspecify.annotations.Nullable;

/**
 * The acks of one session that wait for the same durability, in the order of their positions: a
 * circular list, held by one reference. Journal thread only.
 */
final class AckQueue {

  /** The last ack; its {@code next} is the first one. */
  private @Nullable Ack last;

  boolean isEmpty() {
    return last == null;
  }

  void add(Ack ack) {
    if (last == null) {
      ack.next = ack;
    } else {
      ack.next = last.next;
      last.next = ack;
    }
    last = ack;
  }

  /** Completes the acks that wait for no more than that position. */
  void completeTo(long position) {
    for (Ack ack = first(); ack != null && ack.position <= position; ack = first()) {
      remove(ack);
      ack.complete();
    }
  }

  /** Fails every ack. One that finds no memory for that is still there, and so are those behind. */
  void failAll(DaybookException why) {
    for (Ack ack = first(); ack != null; ack = first()) {
      ack.fail(why);
      remove(ack);
    }
  }

  private @Nullable Ack first() {
    return last == null ? null : last.next;
  }

  private void remove(Ack first) {
    if (first == last) {
      last = null;
    } else if (last != null) {
      last.next = first.next;
    }
    first.next = null;
  }
}
