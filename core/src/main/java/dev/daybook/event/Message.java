package dev.daybook.event;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation as a model is given it: plain text, and the calls that it makes or
 * answers.
 *
 * @param role who says it
 * @param content the text, any Unicode; may be empty
 * @param toolCalls the tools that an assistant asks for, in its order
 * @param toolCallId the call that a tool answers; there with {@link Role#TOOL}
 * @param thinking what an assistant thought before
 * @param stopReason why an assistant stopped
 */
public record Message(
    Role role,
    String content,
    List<Call> toolCalls,
    @Nullable String toolCallId,
    @Nullable String thinking,
    @Nullable StopReason stopReason) {

  /**
   * A tool that an assistant asks for.
   *
   * @param id the call's identifier
   * @param name the tool's name
   * @param arguments the provider's JSON text, verbatim; it need not be valid JSON
   */
  public record Call(String id, String name, String arguments) {
    public Call {
      Check.present(id, Call.class, "id");
      Check.present(name, Call.class, "name");
      Check.present(arguments, Call.class, "arguments");
    }
  }

  /** What a user says. */
  public static Message user(String content) {
    return new Message(Role.USER, content, List.of(), null, null, null);
  }

  /** Instructions. */
  public static Message system(String content) {
    return new Message(Role.SYSTEM, content, List.of(), null, null, null);
  }

  /** What a model answers, with the tools that it asks for. */
  public static Message assistant(String content, Call... toolCalls) {
    return new Message(Role.ASSISTANT, content, Arrays.asList(toolCalls), null, null, null);
  }

  /** What a tool answers. */
  public static Message tool(String toolCallId, String content) {
    return new Message(Role.TOOL, content, List.of(), toolCallId, null, null);
  }

  public Message {
    Check.present(role, Message.class, "role");
    Check.present(content, Message.class, "content");
    toolCalls = Check.list(toolCalls, Message.class, "tool_calls");
    if (role.equals(Role.TOOL)) {
      Check.present(toolCallId, Message.class, "tool_call_id");
    }
  }
}
