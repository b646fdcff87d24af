package dev.daybook.diagnosis;

import dev.daybook.event.Entry;
import dev.daybook.replay.Fold;

/**
 * Counts tool calls and what became of them, in whatever events they are told: see
 * {@link ToolTally}. Its size has a bound, whatever the session.
 */
public final class ToolSum implements Fold<ToolTally> {

  private final OpenCalls calls = new OpenCalls(new Findings());
  private final ToolPairing pairing = new ToolPairing(calls);

  @Override
  public void accept(Entry entry) {
    pairing.see(entry, new Place(entry.seq(), 0, 0));
  }

  @Override
  public ToolTally result() {
    return calls.tally();
  }
}
