package dev.daybook.event;

/**
 * The weight of a note.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record NoteLevel(String wireName) implements OpenEnum {
  public static final NoteLevel DEBUG = new NoteLevel("debug");
  public static final NoteLevel INFO = new NoteLevel("info");
  public static final NoteLevel WARN = new NoteLevel("warn");
  public static final NoteLevel ERROR = new NoteLevel("error");

  public NoteLevel {
    Check.present(wireName, NoteLevel.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
