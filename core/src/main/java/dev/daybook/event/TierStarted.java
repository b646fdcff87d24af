package dev.daybook.event;

import java.util.List;

/**
 * The start of all steps of a tier at once.
 *
 * @param tierIndex the tier's index, from 0
 * @param stepNames its steps
 */
public record TierStarted(long tierIndex, List<String> stepNames) implements StandardEvent {
  public TierStarted {
    Check.atLeast(0, tierIndex, TierStarted.class, "tier_index");
    stepNames = Check.list(stepNames, TierStarted.class, "step_names");
  }
}
