// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The builder of {@link AssistantMessage} records. Required: {@code text}. */
public final class AssistantMessageBuilder {

  private @Nullable String text;
  private List<ToolCall> toolCalls = List.of();
  private @Nullable String thinking;
  private @Nullable String messageId;
  private @Nullable AnswerMetadata metadata;

  AssistantMessageBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static AssistantMessageBuilder of(AssistantMessage record) {
    AssistantMessageBuilder builder = new AssistantMessageBuilder();
    builder.text = record.text();
    builder.toolCalls = record.toolCalls();
    builder.thinking = record.thinking();
    builder.messageId = record.messageId();
    builder.metadata = record.metadata();
    return builder;
  }

  /** Sets the answer, any Unicode; may be empty when the model only called tools. */
  public AssistantMessageBuilder text(String text) {
    this.text = text;
    return this;
  }

  /** Sets the tools it asked for, in its order. */
  public AssistantMessageBuilder toolCalls(List<ToolCall> toolCalls) {
    this.toolCalls = toolCalls;
    return this;
  }

  /** Sets the model's thoughts before the answer. */
  public AssistantMessageBuilder thinking(@Nullable String thinking) {
    this.thinking = thinking;
    return this;
  }

  /** Sets the message's own identifier. */
  public AssistantMessageBuilder messageId(@Nullable String messageId) {
    this.messageId = messageId;
    return this;
  }

  /** Sets further facts about the answer. */
  public AssistantMessageBuilder metadata(@Nullable AnswerMetadata metadata) {
    this.metadata = metadata;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public AssistantMessage build() {
    return new AssistantMessage(
        Check.present(text, AssistantMessage.class, "text"),
        toolCalls,
        thinking,
        messageId,
        metadata);
  }
}
