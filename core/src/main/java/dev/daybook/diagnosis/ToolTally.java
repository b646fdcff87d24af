package dev.daybook.diagnosis;

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

  public ToolTally {
    firstOpen = List.copyOf(firstOpen);
  }
}
