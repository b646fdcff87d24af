package dev.daybook.event;

/**
 * The urgency of a plan's entry.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record PlanPriority(String wireName) implements OpenEnum {
  public static final PlanPriority HIGH = new PlanPriority("high");
  public static final PlanPriority MEDIUM = new PlanPriority("medium");
  public static final PlanPriority LOW = new PlanPriority("low");

  public PlanPriority {
    Check.present(wireName, PlanPriority.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
