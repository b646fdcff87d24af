package dev.daybook.event;

/**
 * An entry of an agent's plan.
 *
 * @param content the intended work
 * @param priority its urgency
 * @param status its progress
 */
public record PlanEntry(String content, PlanPriority priority, PlanStatus status) {
  public PlanEntry {
    Check.present(content, PlanEntry.class, "content");
    Check.present(priority, PlanEntry.class, "priority");
    Check.present(status, PlanEntry.class, "status");
  }
}
