package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A thought of the model, in words or as the sealed item that its provider wants back.
 *
 * @param text the thought
 * @param item the provider's item, verbatim
 * @param model the model
 * @param dialect the protocol that the item belongs to
 * @param messageId the message's own identifier
 */
public record Reasoning(
    @Nullable String text,
    @Nullable Json item,
    @Nullable String model,
    @Nullable String dialect,
    @Nullable String messageId)
    implements StandardEvent {

  /**
   * Returns a builder of one, which says what is required. {@link ReasoningBuilder#of} makes one of
   * a record.
   */
  public static ReasoningBuilder builder() {
    return new ReasoningBuilder();
  }

  public Reasoning {

    if (text == null && item == null) {
      throw Check.invalid("a thought has neither text nor item; give one", Reasoning.class, "text");
    }
  }
}
