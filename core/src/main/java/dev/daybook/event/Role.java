package dev.daybook.event;

/**
 * The speaker of a message.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record Role(String wireName) implements OpenEnum {
  public static final Role USER = new Role("user");
  public static final Role ASSISTANT = new Role("assistant");
  public static final Role SYSTEM = new Role("system");
  public static final Role DEVELOPER = new Role("developer");

  /** A tool, with its result. */
  public static final Role TOOL = new Role("tool");

  /** The application, to itself: it never reaches a model. */
  public static final Role EXTENSION = new Role("extension");

  public Role {
    Check.present(wireName, Role.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
