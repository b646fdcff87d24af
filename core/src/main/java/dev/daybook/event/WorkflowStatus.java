package dev.daybook.event;

/**
 * The way in which a workflow ended.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record WorkflowStatus(String wireName) implements OpenEnum {
  public static final WorkflowStatus SUCCESS = new WorkflowStatus("success");
  public static final WorkflowStatus FAILURE = new WorkflowStatus("failure");

  /** The program gave the workflow up and reported neither success nor failure. */
  public static final WorkflowStatus INTERRUPTED = new WorkflowStatus("interrupted");

  public WorkflowStatus {
    Check.present(wireName, WorkflowStatus.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
