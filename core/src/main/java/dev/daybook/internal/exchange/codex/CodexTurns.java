package dev.daybook.internal.exchange.codex;

import dev.daybook.event.SeqRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The turns of a Codex session that are still part of its conversation: those not rolled back. */
final class CodexTurns {

  /** The first entry of each turn. */
  private final List<Long> begins = new ArrayList<>();

  /** The entries that a rollback left; those from {@link #openFrom} on are live, too. */
  private List<SeqRange> kept = List.of();

  private long openFrom;

  /** Begins a turn with the entry of that seq. */
  void begin(long seq) {
    begins.add(seq);
  }

  /**
   * Takes back the last turns.
   *
   * @param nextSeq the seq of the entry that says so
   * @return the entries before it that stay; empty if there is no turn to take back
   */
  Optional<List<SeqRange>> rollBack(long turns, long nextSeq) {
    if (turns <= 0 || begins.isEmpty()) {
      return Optional.empty();
    }
    int left = (int) Math.max(0, begins.size() - turns);
    long cut = begins.get(left);
    begins.subList(left, begins.size()).clear();
    List<SeqRange> stay = new ArrayList<>();
    for (SeqRange range : kept) {
      addBefore(cut, range.fromSeq(), range.toSeq(), stay);
    }
    addBefore(cut, openFrom, nextSeq - 1, stay);
    kept = List.copyOf(stay);
    openFrom = nextSeq;
    return Optional.of(kept);
  }

  private static void addBefore(long cut, long from, long to, List<SeqRange> stay) {
    long last = Math.min(to, cut - 1);
    if (from > last) {
      return;
    }
    SeqRange before = stay.isEmpty() ? null : stay.get(stay.size() - 1);
    if (before != null && before.toSeq() + 1 == from) {
      stay.set(stay.size() - 1, new SeqRange(before.fromSeq(), last));
    } else {
      stay.add(new SeqRange(from, last));
    }
  }
}
