package dev.daybook.event;

/**
 * The part of a session that its recorder could see. Over a session it only goes down.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record Completeness(String wireName) implements OpenEnum {
  public static final Completeness FULL = new Completeness("full");
  public static final Completeness PARTIAL = new Completeness("partial");
  public static final Completeness METADATA_ONLY = new Completeness("metadata_only");

  public Completeness {
    Check.present(wireName, Completeness.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
