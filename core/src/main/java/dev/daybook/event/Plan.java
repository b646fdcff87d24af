package dev.daybook.event;

import java.util.List;

/**
 * What an agent means to do, all of it.
 *
 * @param entries the plan
 */
public record Plan(List<PlanEntry> entries) implements EphemeralEvent {
  public Plan {
    entries = Check.list(entries, Plan.class, "entries");
  }
}
