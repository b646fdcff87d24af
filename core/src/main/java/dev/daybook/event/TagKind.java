package dev.daybook.event;

/**
 * The kind of lesson in a message's tag.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record TagKind(String wireName) implements OpenEnum {
  public static final TagKind LESSON = new TagKind("lesson");
  public static final TagKind FINDING = new TagKind("finding");
  public static final TagKind OUTCOME = new TagKind("outcome");
  public static final TagKind CHECKPOINT = new TagKind("checkpoint");

  public TagKind {
    Check.present(wireName, TagKind.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
