package dev.daybook.event;

/**
 * The phase of a sub-agent's life.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record SubagentPhase(String wireName) implements OpenEnum {
  public static final SubagentPhase QUEUED = new SubagentPhase("queued");
  public static final SubagentPhase STARTED = new SubagentPhase("started");
  public static final SubagentPhase INPUT = new SubagentPhase("input");
  public static final SubagentPhase FINISHED = new SubagentPhase("finished");
  public static final SubagentPhase FAILED = new SubagentPhase("failed");
  public static final SubagentPhase CANCELLED = new SubagentPhase("cancelled");
  public static final SubagentPhase TIMED_OUT = new SubagentPhase("timed_out");
  public static final SubagentPhase CLOSED = new SubagentPhase("closed");
  public static final SubagentPhase RETRYING = new SubagentPhase("retrying");
  public static final SubagentPhase PERMISSION_POSTURE = new SubagentPhase("permission_posture");

  public SubagentPhase {
    Check.present(wireName, SubagentPhase.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
