package dev.daybook.event;

/**
 * The reason for which a model stopped.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record StopReason(String wireName) implements OpenEnum {

  /** The model's answer was complete. */
  public static final StopReason STOP = new StopReason("stop");

  /** The model reached its limit of tokens. */
  public static final StopReason LENGTH = new StopReason("length");

  /** The model waits for the results of tools. */
  public static final StopReason TOOL_USE = new StopReason("tool_use");

  public static final StopReason ERROR = new StopReason("error");
  public static final StopReason ABORTED = new StopReason("aborted");
  public static final StopReason MAX_TURNS = new StopReason("max_turns");
  public static final StopReason USER_STOP = new StopReason("user_stop");
  public static final StopReason HANDOFF = new StopReason("handoff");
  public static final StopReason GUARD_RAIL = new StopReason("guard_rail");
  public static final StopReason CONTEXT_COMPACTED = new StopReason("context_compacted");
  public static final StopReason PAUSED = new StopReason("paused");

  public StopReason {
    Check.present(wireName, StopReason.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
