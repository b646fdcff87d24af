package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * Instructions to the model that come from neither the user nor a tool.
 *
 * @param text the message, any Unicode
 * @param role who said it, where its agent tells, for example {@link Role#DEVELOPER}; null is the
 *     system
 */
public record SystemMessage(String text, @Nullable Role role) implements StandardEvent {

  /** What the system said. */
  public SystemMessage(String text) {
    this(text, null);
  }

  public SystemMessage {
    Check.present(text, SystemMessage.class, "text");
  }
}
