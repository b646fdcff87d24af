package dev.daybook.event;

/**
 * How a workflow ended.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record WorkflowStatus(String wireName) implements OpenEnum {
  public static final WorkflowStatus SUCCESS = new WorkflowStatus("success");
  public static final WorkflowStatus FAILURE = new WorkflowStatus("failure");

  /** Its program gave it up, and said neither that it went well nor that it went badly. */
  public static final WorkflowStatus INTERRUPTED = new WorkflowStatus("interrupted");

  public WorkflowStatus {
    Check.present(wireName, WorkflowStatus.class, "wire_name");
  }
}
