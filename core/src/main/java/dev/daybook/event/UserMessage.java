package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user said.
 *
 * @param text the message, any Unicode
 * @param resources what belongs to it and lies elsewhere
 * @param messageId the message's own identifier
 * @param role who said it, where its agent tells; null is the user
 */
public record UserMessage(
    String text,
    List<Resource> resources,
    @Nullable String messageId,
    @Nullable Role role) implements StandardEvent {

  /** Words alone. */
  public UserMessage(String text) {
    this(text, List.of(), null);
  }

  /** What the user said, with what belongs to it. */
  public UserMessage(String text, List<Resource> resources, @Nullable String messageId) {
    this(text, resources, messageId, null);
  }

  public UserMessage {
    Check.present(text, UserMessage.class, "text");
    resources = Check.list(resources, UserMessage.class, "resources");
  }
}
