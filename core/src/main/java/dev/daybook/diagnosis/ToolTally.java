package dev.daybook.diagnosis;

import java.util.List;

/**
 * The tool calls of a session and what became of them. One call that stands in several events, for
 * example in an answer and in a {@code tool_call}, is one call; so it is with results.
 *
 * @param calls how many calls there are
 * @param results how many results
 * @param blocked how many calls a hook did not let through
 * @param open how many calls nothing answers
 * @param firstOpen the first {@value Diagnosis#MAX_KEPT} of them
 */
public record ToolTally(
    long calls, long results, long blocked, long open, List<OpenCall> firstOpen) {

  public ToolTally {
    firstOpen = List.copyOf(firstOpen);
  }
}
