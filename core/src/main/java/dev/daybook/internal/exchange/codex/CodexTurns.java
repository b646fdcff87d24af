package dev.daybook.internal.exchange.codex;

import dev.daybook.internal.exchange.reading.LeftEntries;
import java.util.ArrayList;
import java.util.List;

/** The turns of a Codex session that are still part of its conversation: those not rolled back. */
final class CodexTurns {

  /** The first entry of each turn. */
  private final List<Long> begins = new ArrayList<>();

  private final LeftEntries left = new LeftEntries();

  /** Begins a turn with the entry of that seq. */
  void begin(long seq) {
    begins.add(seq);
  }

  /**
   * Takes back the last turns, and adds that to the session.
   *
   * @param line the line that says so
   * @return false if nothing was added: there is no turn to take back, or there are too many
   *     branches
   */
  boolean rollBack(long turns, CodexLine line) {
    if (turns <= 0 || begins.isEmpty()) {
      return false;
    }
    int staying = (int) Math.max(0, begins.size() - turns);
    left.leave(begins.get(staying), line.target().nextSeq());
    begins.subList(staying, begins.size()).clear();
    return left.addSwitch(line.target(), "thread_rolled_back", line.ts(), null);
  }
}
