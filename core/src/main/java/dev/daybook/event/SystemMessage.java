package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A message of instructions to the model, from neither the user nor a tool.
 *
 * @param text the message, any Unicode
 * @param role the speaker, if the agent reports it, for example {@link Role#DEVELOPER}; null is the
 *     system
 */
public record SystemMessage(String text, @Nullable Role role) implements StandardEvent {

  /** Creates a message from the system. */
  public SystemMessage(String text) {
    this(text, null);
  }

  public SystemMessage {
    Check.present(text, SystemMessage.class, "text");
  }
}
