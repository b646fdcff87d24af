package dev.daybook.examples;

import dev.daybook.event.Entry;
import dev.daybook.read.Fold;

/** A fold that compares what comes back with what was recorded. */
final class ScriptCheck implements Fold<ScriptCheck.Comparison> {

  /**
   * The result of the comparison.
   *
   * @param expected the number of events that were recorded
   * @param same the number that came back in their place, exactly as they were, before the first
   *     that did not
   * @param differs true if something came back that was not recorded there
   */
  record Comparison(long expected, long same, boolean differs) {
    boolean isGood() {
      return expected == same && !differs;
    }
  }

  private final AgentScript script;
  private final long expected;
  private long same;
  private boolean differs;

  ScriptCheck(int agent, int length) {
    this.script = new AgentScript(agent, length);
    this.expected = length;
  }

  @Override
  public void accept(Entry entry) {
    differs =
        differs || !script.hasNext() || entry.seq() != same || !entry.event().equals(script.next());
    if (!differs) {
      same++;
    }
  }

  @Override
  public Comparison result() {
    return new Comparison(expected, same, differs);
  }
}
