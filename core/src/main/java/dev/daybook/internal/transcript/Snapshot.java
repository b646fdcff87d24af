package dev.daybook.internal.transcript;

import dev.daybook.event.Message;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that stands for the entries before it. Holds only what the snapshot before does
 * not have, since most repeat that and would add up to the square of the conversation. Immutable.
 */
final class Snapshot {

  private final long seq;
  private final long lastCovered;
  private final @Nullable Snapshot before;

  /** The number of messages that are those of the one before. */
  private final int shared;

  private final List<Message> own;

  private Snapshot(
      long seq, long lastCovered, @Nullable Snapshot before, int shared, List<Message> own) {
    this.seq = seq;
    this.lastCovered = lastCovered;
    this.before = before;
    this.shared = shared;
    this.own = own;
  }

  /**
   * Returns a snapshot of the entries up to {@code lastCovered}.
   *
   * @param before the snapshot before; null if there is none
   * @param its the messages of the one before
   */
  static Snapshot of(
      long seq,
      long lastCovered,
      List<Message> messages,
      @Nullable Snapshot before,
      List<Message> its) {
    int most = before == null ? 0 : Math.min(messages.size(), its.size());
    int shared = 0;
    while (shared < most && messages.get(shared).equals(its.get(shared))) {
      shared++;
    }
    return new Snapshot(
        seq,
        lastCovered,
        shared == 0 ? null : before,
        shared,
        List.copyOf(messages.subList(shared, messages.size())));
  }

  /** Returns the seq of its entry. */
  long seq() {
    return seq;
  }

  /** Returns the seq of the last entry that it stands for. */
  long lastCovered() {
    return lastCovered;
  }

  /** Returns the number of messages that it holds itself. */
  int ownMessages() {
    return own.size();
  }

  /** Returns the same snapshot without need of the one before. */
  Snapshot alone() {
    return before == null ? this : new Snapshot(seq, lastCovered, null, 0, messages());
  }

  /** Returns the conversation. */
  List<Message> messages() {
    Message[] all = new Message[shared + own.size()];
    int to = all.length;
    for (Snapshot at = this; at != null; at = at.before) {
      for (int i = at.shared; i < to; i++) {
        all[i] = at.own.get(i - at.shared);
      }
      to = Math.min(to, at.shared);
    }
    return Arrays.asList(all);
  }
}
