package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the model, for an agent that does not record it as an {@link InferenceCompleted}.
 * Recorded as both, an answer counts once in the transcript only if one stands right behind the
 * other, with the same text and calls. The cost goes into a {@link ProviderUsage}.
 *
 * @param text the answer, any Unicode; may be empty when the model only called tools
 * @param toolCalls the tools it asked for, in its order
 * @param thinking the model's thoughts before the answer
 * @param messageId the message's own identifier
 * @param metadata further facts about the answer
 */
public record AssistantMessage(
    String text,
    List<ToolCall> toolCalls,
    @Nullable String thinking,
    @Nullable String messageId,
    @Nullable AnswerMetadata metadata)
    implements StandardEvent {

  /**
   * Returns a builder of one, which says what is required. {@link AssistantMessageBuilder#of} makes
   * one of a record.
   */
  public static AssistantMessageBuilder builder() {
    return new AssistantMessageBuilder();
  }

  /** Creates an answer that asks for these tools. */
  public AssistantMessage(String text, List<ToolCall> toolCalls) {
    this(text, toolCalls, null, null, null);
  }

  /** Creates an answer that asks for no tool. */
  public AssistantMessage(String text) {
    this(text, List.of());
  }

  /**
   * Returns true if the model was cut off. Such an answer is evidence, and no part of the
   * conversation.
   */
  public boolean isPartial() {
    return metadata != null && Boolean.TRUE.equals(metadata.partial());
  }

  public AssistantMessage {
    Check.present(text, AssistantMessage.class, "text");
    toolCalls = Check.list(toolCalls, AssistantMessage.class, "tool_calls");
  }
}
