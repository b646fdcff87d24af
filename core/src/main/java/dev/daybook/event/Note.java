package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A remark of the agent, the recorder or a person. No part of the conversation.
 *
 * @param level how much it matters
 * @param message the remark
 * @param kind what it is about, in one word, for example {@code stderr}
 * @param data anything more
 */
public record Note(
    NoteLevel level,
    String message,
    @Nullable String kind,
    @Nullable Json data) implements StandardEvent {

  /** A remark and its weight. */
  public Note(NoteLevel level, String message) {
    this(level, message, null, null);
  }

  public Note {
    Check.present(level, Note.class, "level");
    Check.present(message, Note.class, "message");
  }
}
