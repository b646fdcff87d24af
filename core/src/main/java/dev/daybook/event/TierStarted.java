package dev.daybook.event;

import java.util.List;

/**
 * The steps of a tier begin, all at once.
 *
 * @param tierIndex which tier, from 0
 * @param stepNames its steps
 */
public record TierStarted(long tierIndex, List<String> stepNames) implements StandardEvent {
  public TierStarted {
    Check.atLeast(0, tierIndex, TierStarted.class, "tier_index");
    stepNames = Check.list(stepNames, TierStarted.class, "step_names");
  }
}
