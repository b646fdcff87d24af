package dev.daybook.event;

/**
 * The way in which a session ended.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record EndKind(String wireName) implements OpenEnum {
  public static final EndKind NORMAL_END = new EndKind("normal_end");
  public static final EndKind ERROR = new EndKind("error");
  public static final EndKind MAX_ITERATIONS_EXCEEDED = new EndKind("max_iterations_exceeded");
  public static final EndKind INTERRUPTED = new EndKind("interrupted");

  public EndKind {
    Check.present(wireName, EndKind.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
