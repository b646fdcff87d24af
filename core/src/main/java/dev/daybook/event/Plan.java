package dev.daybook.event;

import java.util.List;

/**
 * The whole plan of an agent.
 *
 * @param entries the entries of the plan
 */
public record Plan(List<PlanEntry> entries) implements EphemeralEvent {
  public Plan {
    entries = Check.list(entries, Plan.class, "entries");
  }
}
