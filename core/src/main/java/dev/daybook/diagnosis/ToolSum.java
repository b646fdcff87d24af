package dev.daybook.diagnosis;

import dev.daybook.event.Entry;
import dev.daybook.replay.Fold;

/**
 * A fold that counts tool calls and their outcomes in every kind of event that can hold them: see
 * {@link ToolTally}. Its size is bounded for any session.
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
