package dev.daybook.tree;

import static java.util.Objects.requireNonNull;

import dev.daybook.event.Usage;
import java.util.List;

/**
 * What a loop knows of those that ran beside it, once one of them was chosen.
 *
 * @param allLoopIds all of them, itself too
 * @param selectedLoopId the chosen one
 * @param selectedConfigIndex which set-up that one had, from 0
 * @param evaluationUsage what choosing cost
 * @param isSelected whether this loop is the chosen one
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
