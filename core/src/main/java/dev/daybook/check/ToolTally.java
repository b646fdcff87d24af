package dev.daybook.check;

import dev.daybook.event.Entry;
import dev.daybook.read.Fold;
import java.util.List;

/**
 * The tool calls of a session and their outcomes. A call recorded in several events, for example in
 * an answer and in a {@code tool_call}, counts once, and so does a result.
 *
 * @param calls the number of calls
 * @param results the number of results
 * @param blocked the number of calls that a hook blocked
 * @param open the number of calls without a result
 * @param firstOpen the first {@value Diagnosis#MAX_KEPT} of them
 */
public record ToolTally(
    long calls, long results, long blocked, long open, List<OpenCall> firstOpen) {

  /**
   * A tool call without a result.
   *
   * @param callId the call; a long one is cut
   * @param tool the tool; a long name is cut
   * @param seq the entry of the call's first mention
   */
  public record OpenCall(String callId, String tool, long seq) {}

  public ToolTally {
    firstOpen = List.copyOf(firstOpen);
  }

  /** Returns a fold that counts, in every kind of event that can hold a call or a result. */
  public static Fold<ToolTally> fold() {
    ToolPairing pairing = new ToolPairing(new Findings());
    return new Fold<>() {
      @Override
      public void accept(Entry entry) {
        pairing.see(entry, new Examination.Position(entry.seq(), 0, 0, 0));
      }

      @Override
      public ToolTally result() {
        return pairing.tally();
      }
    };
  }
}
