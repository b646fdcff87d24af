package dev.daybook.event;

/**
 * The point in a run at which a hook acted.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record HookPoint(String wireName) implements OpenEnum {
  public static final HookPoint BEFORE_TOOL_CALL = new HookPoint("before_tool_call");
  public static final HookPoint AFTER_TOOL_CALL = new HookPoint("after_tool_call");
  public static final HookPoint BEFORE_INFERENCE = new HookPoint("before_inference");
  public static final HookPoint AFTER_INFERENCE = new HookPoint("after_inference");
  public static final HookPoint ON_ERROR = new HookPoint("on_error");
  public static final HookPoint ON_COMPLETE = new HookPoint("on_complete");
  public static final HookPoint ON_SESSION_START = new HookPoint("on_session_start");
  public static final HookPoint ON_SESSION_SHUTDOWN = new HookPoint("on_session_shutdown");

  public HookPoint {
    Check.present(wireName, HookPoint.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
