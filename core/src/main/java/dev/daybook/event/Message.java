package dev.daybook.event;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of a conversation as a model is given it: plain text, and the calls that it makes or
 * answers.
 *
 * @param role the speaker
 * @param content the text, any Unicode; may be empty
 * @param toolCalls the tools that an assistant asks for, in its order
 * @param toolCallId the call that a tool answers; there with {@link Role#TOOL}
 * @param thinking an assistant's thoughts before the message, in words
 * @param stopReason the reason an assistant stopped
 * @param messageId the message's own identifier
 * @param thoughts these thoughts one by one, with the parts that their provider wants back
 *     unchanged; empty where there is nothing but words
 */
public record Message(
    Role role,
    String content,
    List<Call> toolCalls,
    @Nullable String toolCallId,
    @Nullable String thinking,
    @Nullable StopReason stopReason,
    @Nullable String messageId,
    List<Thought> thoughts) {

  /**
   * Returns a builder of one, which says what is required. {@link MessageBuilder#of} makes one of a
   * record.
   */
  public static MessageBuilder builder() {
    return new MessageBuilder();
  }

  /**
   * A tool that an assistant asks for.
   *
   * @param id the call's identifier
   * @param name the tool's name
   * @param arguments the provider's JSON text, verbatim; it need not be valid JSON
   * @param signature the provider's proof that the call is its own; some providers want it back
   */
  public record Call(
      String id, String name, String arguments, @Nullable String signature) {

    /** Creates a call without a proof. */
    public Call(String id, String name, String arguments) {
      this(id, name, arguments, null);
    }

    public Call {
      Check.present(id, Call.class, "id");
      Check.present(name, Call.class, "name");
      Check.present(arguments, Call.class, "arguments");
    }
  }

  /**
   * A thought as its provider wants it back: words with a signature, or a sealed item.
   *
   * @param text the thought, in words
   * @param signature the provider's proof that the thought is its own
   * @param item the provider's item, verbatim
   * @param model the model that thought it; others may refuse it
   * @param dialect the protocol that the item belongs to
   */
  public record Thought(
      @Nullable String text,
      @Nullable String signature,
      @Nullable Json item,
      @Nullable String model,
      @Nullable String dialect) {

    /**
     * Returns a builder of one, which says what is required. {@link MessageBuilder#of} makes one of
     * a record.
     */
    public static MessageThoughtBuilder builder() {
      return new MessageThoughtBuilder();
    }

    /** Returns a thought in words, with its proof. */
    public static Thought signed(String text, String signature) {
      return new Thought(text, signature, null, null, null);
    }

    public Thought {
      if (text == null && item == null) {
        throw Check.invalid("a thought has neither text nor item; give one", Thought.class, "text");
      }
    }
  }

  /** Creates a message without an identifier of its own and without proofs of its thoughts. */
  public Message(
      Role role,
      String content,
      List<Call> toolCalls,
      @Nullable String toolCallId,
      @Nullable String thinking,
      @Nullable StopReason stopReason) {
    this(role, content, toolCalls, toolCallId, thinking, stopReason, null, List.of());
  }

  /** Returns a user's message. */
  public static Message user(String content) {
    return new Message(Role.USER, content, List.of(), null, null, null);
  }

  /** Returns a message of instructions. */
  public static Message system(String content) {
    return new Message(Role.SYSTEM, content, List.of(), null, null, null);
  }

  /** Returns a model's answer, with the tools that it asks for. */
  public static Message assistant(String content, Call... toolCalls) {
    return new Message(Role.ASSISTANT, content, Arrays.asList(toolCalls), null, null, null);
  }

  /** Returns a tool's result. */
  public static Message tool(String toolCallId, String content) {
    return new Message(Role.TOOL, content, List.of(), toolCallId, null, null);
  }

  public Message {
    Check.present(role, Message.class, "role");
    Check.present(content, Message.class, "content");
    toolCalls = Check.list(toolCalls, Message.class, "tool_calls");
    thoughts = Check.list(thoughts, Message.class, "thoughts");
    if (role.equals(Role.TOOL)) {
      Check.present(toolCallId, Message.class, "tool_call_id");
    }
  }
}
