// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import dev.daybook.event.Message.Call;
import dev.daybook.event.Message.Thought;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The builder of {@link Message} records. Required: {@code role}, {@code content}. */
public final class MessageBuilder {

  private @Nullable Role role;
  private @Nullable String content;
  private List<Call> toolCalls = List.of();
  private @Nullable String toolCallId;
  private @Nullable String thinking;
  private @Nullable StopReason stopReason;
  private @Nullable String messageId;
  private List<Thought> thoughts = List.of();

  MessageBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static MessageBuilder of(Message record) {
    MessageBuilder builder = new MessageBuilder();
    builder.role = record.role();
    builder.content = record.content();
    builder.toolCalls = record.toolCalls();
    builder.toolCallId = record.toolCallId();
    builder.thinking = record.thinking();
    builder.stopReason = record.stopReason();
    builder.messageId = record.messageId();
    builder.thoughts = record.thoughts();
    return builder;
  }

  /** Sets the speaker. */
  public MessageBuilder role(Role role) {
    this.role = role;
    return this;
  }

  /** Sets the text, any Unicode; may be empty. */
  public MessageBuilder content(String content) {
    this.content = content;
    return this;
  }

  /** Sets the tools that an assistant asks for, in its order. */
  public MessageBuilder toolCalls(List<Call> toolCalls) {
    this.toolCalls = toolCalls;
    return this;
  }

  /** Sets the call that a tool answers; there with {@link Role#TOOL}. */
  public MessageBuilder toolCallId(@Nullable String toolCallId) {
    this.toolCallId = toolCallId;
    return this;
  }

  /** Sets an assistant's thoughts before the message, in words. */
  public MessageBuilder thinking(@Nullable String thinking) {
    this.thinking = thinking;
    return this;
  }

  /** Sets the reason an assistant stopped. */
  public MessageBuilder stopReason(@Nullable StopReason stopReason) {
    this.stopReason = stopReason;
    return this;
  }

  /** Sets the message's own identifier. */
  public MessageBuilder messageId(@Nullable String messageId) {
    this.messageId = messageId;
    return this;
  }

  /**
   * Sets these thoughts one by one, with the parts that their provider wants back unchanged; empty
   * where there is nothing but words.
   */
  public MessageBuilder thoughts(List<Thought> thoughts) {
    this.thoughts = thoughts;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public Message build() {
    return new Message(
        Check.present(role, Message.class, "role"),
        Check.present(content, Message.class, "content"),
        toolCalls,
        toolCallId,
        thinking,
        stopReason,
        messageId,
        thoughts);
  }
}
