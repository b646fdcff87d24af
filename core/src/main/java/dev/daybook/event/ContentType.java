package dev.daybook.event;

/**
 * The kind of a piece of content.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record ContentType(String wireName) implements OpenEnum {
  public static final ContentType TEXT = new ContentType("text");
  public static final ContentType IMAGE = new ContentType("image");
  public static final ContentType THINKING = new ContentType("thinking");
  public static final ContentType TOOL_CALL = new ContentType("tool_call");

  public ContentType {
    Check.present(wireName, ContentType.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
