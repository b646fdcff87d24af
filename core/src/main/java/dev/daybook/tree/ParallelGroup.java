package dev.daybook.tree;

import static java.util.Objects.requireNonNull;

import dev.daybook.event.Usage;
import java.util.List;

/**
 * The group of parallel loops that a loop ran in, after one of them was chosen.
 *
 * @param allLoopIds all of them, itself included
 * @param selectedLoopId the chosen one
 * @param selectedConfigIndex the index of that one's set-up, from 0
 * @param evaluationUsage the cost of choosing
 * @param isSelected true if this loop is the chosen one
 */
public record ParallelGroup(
    List<String> allLoopIds,
    String selectedLoopId,
    long selectedConfigIndex,
    Usage evaluationUsage,
    boolean isSelected) {
  public ParallelGroup {
    allLoopIds = List.copyOf(allLoopIds);
    requireNonNull(selectedLoopId, "selectedLoopId");
    requireNonNull(evaluationUsage, "evaluationUsage");
  }
}
