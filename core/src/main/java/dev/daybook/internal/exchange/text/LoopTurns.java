package dev.daybook.internal.exchange.text;

import dev.daybook.event.AgentEnd;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.TurnEnd;
import dev.daybook.internal.check.ShortName;
import java.util.HashMap;
import java.util.Map;

/**
 * The agent loops without an end, whose turns cost what no end of a loop adds up: of a session that
 * was read as a whole once. As many at once as a sum of usage holds, by the same rule. One thread.
 */
final class LoopTurns {

  private final int maxOpen;

  /** The seq of the first turn of each open loop behind the last end of that name. */
  private final Map<String, Long> openSince = new HashMap<>();

  /** @param maxOpen the most loops without an end whose turns count */
  LoopTurns(int maxOpen) {
    this.maxOpen = maxOpen;
  }

  /** Takes the next event that is no copy. */
  void see(long seq, SessionEvent event) {
    if (event instanceof TurnEnd end) {
      String loop = ShortName.of(end.loopId());
      if (openSince.size() < maxOpen) {
        openSince.putIfAbsent(loop, seq);
      }
    } else if (event instanceof AgentEnd end) {
      openSince.remove(ShortName.of(end.loopId()));
    }
  }

  /** Returns true if what that turn cost is in no loop's end. */
  boolean counts(long seq, TurnEnd end) {
    Long since = openSince.get(ShortName.of(end.loopId()));
    return since != null && seq >= since;
  }

  /** Returns the number of loops that are held. */
  int size() {
    return openSince.size();
  }
}
