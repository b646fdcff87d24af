package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of the user.
 *
 * @param text the message, any Unicode
 * @param resources the things that belong to it and lie elsewhere
 * @param messageId the message's own identifier
 * @param role the speaker, if the agent reports it; null is the user
 */
public record UserMessage(
    String text,
    List<Resource> resources,
    @Nullable String messageId,
    @Nullable Role role) implements StandardEvent {

  /** Creates a message of words alone. */
  public UserMessage(String text) {
    this(text, List.of(), null);
  }

  /** Creates a message of the user with its resources. */
  public UserMessage(String text, List<Resource> resources, @Nullable String messageId) {
    this(text, resources, messageId, null);
  }

  public UserMessage {
    Check.present(text, UserMessage.class, "text");
    resources = Check.list(resources, UserMessage.class, "resources");
  }
}
