package dev.daybook.event;

/**
 * The cause of a history's compaction.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record CompactionTrigger(String wireName) implements OpenEnum {
  public static final CompactionTrigger MANUAL = new CompactionTrigger("manual");
  public static final CompactionTrigger OVERFLOW_RECOVERY =
      new CompactionTrigger("overflow_recovery");
  public static final CompactionTrigger CRITICAL_PRESSURE_PREFLIGHT =
      new CompactionTrigger("critical_pressure_preflight");
  public static final CompactionTrigger WEBSOCKET_CRITICAL_RECOVERY =
      new CompactionTrigger("websocket_critical_recovery");

  public CompactionTrigger {
    Check.present(wireName, CompactionTrigger.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
