package dev.daybook.event;

/**
 * The part of a message that a delta adds to.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record DeltaKind(String wireName) implements OpenEnum {
  public static final DeltaKind TEXT = new DeltaKind("text");
  public static final DeltaKind THINKING = new DeltaKind("thinking");
  public static final DeltaKind TOOL_CALL = new DeltaKind("tool_call");

  public DeltaKind {
    Check.present(wireName, DeltaKind.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
