package dev.daybook.event;

/**
 * The scope that a usage limit counts.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record LimitScope(String wireName) implements OpenEnum {
  public static final LimitScope SESSION = new LimitScope("session");
  public static final LimitScope WEEKLY = new LimitScope("weekly");
  public static final LimitScope GLOBAL = new LimitScope("global");
  public static final LimitScope DAILY = new LimitScope("daily");
  public static final LimitScope UNKNOWN = new LimitScope("unknown");

  public LimitScope {
    Check.present(wireName, LimitScope.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
