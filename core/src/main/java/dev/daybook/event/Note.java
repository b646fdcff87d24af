package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A remark of the agent, the recorder or a person. It is no part of the conversation.
 *
 * @param level the weight of the remark
 * @param message the remark
 * @param kind its subject in one word, for example {@code stderr}
 * @param data further facts
 */
public record Note(
    NoteLevel level,
    String message,
    @Nullable String kind,
    @Nullable Json data) implements StandardEvent {

  /**
   * The kind of a note that is added to a session from outside. It is no activity of the session:
   * lists go on to show when the session itself was active last.
   */
  public static final String ANNOTATION = "annotation";

  /** Returns true if it was added from outside, as one of the kind {@link #ANNOTATION} is. */
  public boolean isAnnotation() {
    return ANNOTATION.equals(kind);
  }

  /** Creates a remark with its weight alone. */
  public Note(NoteLevel level, String message) {
    this(level, message, null, null);
  }

  public Note {
    Check.present(level, Note.class, "level");
    Check.present(message, Note.class, "message");
  }
}
