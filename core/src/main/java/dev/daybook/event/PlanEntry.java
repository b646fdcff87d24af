package dev.daybook.event;

/**
 * One thing that an agent means to do.
 *
 * @param content what
 * @param priority how urgent
 * @param status how far
 */
public record PlanEntry(String content, PlanPriority priority, PlanStatus status) {
  public PlanEntry {
    Check.present(content, PlanEntry.class, "content");
    Check.present(priority, PlanEntry.class, "priority");
    Check.present(status, PlanEntry.class, "status");
  }
}
