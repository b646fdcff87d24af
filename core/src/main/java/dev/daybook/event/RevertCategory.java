package dev.daybook.event;

/**
 * The reason for which an agent went back to an earlier message.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record RevertCategory(String wireName) implements OpenEnum {
  public static final RevertCategory FAILURE = new RevertCategory("failure");
  public static final RevertCategory TANGENT = new RevertCategory("tangent");
  public static final RevertCategory COMPLETION = new RevertCategory("completion");
  public static final RevertCategory STEP_SUMMARY = new RevertCategory("step_summary");

  public RevertCategory {
    Check.present(wireName, RevertCategory.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
