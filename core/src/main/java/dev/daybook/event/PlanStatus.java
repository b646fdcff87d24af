package dev.daybook.event;

/**
 * The progress of a plan's entry.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record PlanStatus(String wireName) implements OpenEnum {
  public static final PlanStatus PENDING = new PlanStatus("pending");
  public static final PlanStatus IN_PROGRESS = new PlanStatus("in_progress");
  public static final PlanStatus COMPLETED = new PlanStatus("completed");

  public PlanStatus {
    Check.present(wireName, PlanStatus.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
