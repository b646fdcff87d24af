package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user said.
 *
 * @param text the message, any Unicode
 * @param resources what belongs to it and lies elsewhere
 * @param messageId the message's own identifier
 */
public record UserMessage(
    String text, List<Resource> resources, @Nullable String messageId) implements StandardEvent {

  /** Words alone. */
  public UserMessage(String text) {
    this(text, List.of(), null);
  }

  public UserMessage {
    Check.present(text, UserMessage.class, "text");
    resources = Check.list(resources, UserMessage.class, "resources");
  }
}
