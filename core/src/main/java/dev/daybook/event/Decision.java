package dev.daybook.event;

/**
 * A decision about a tool call.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record Decision(String wireName) implements OpenEnum {
  public static final Decision ALLOW = new Decision("allow");
  public static final Decision DENY = new Decision("deny");

  public Decision {
    Check.present(wireName, Decision.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
