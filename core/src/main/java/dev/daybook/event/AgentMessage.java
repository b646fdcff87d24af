package dev.daybook.event;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as an agent's loop holds it: pieces of content, and its place among the others. With
 * {@link Role#EXTENSION} it is the application's own and has a kind and data instead.
 *
 * @param role the speaker
 * @param content the pieces of content, in order
 * @param stopReason the reason an assistant stopped
 * @param model the model that answered
 * @param provider the provider that serves the model
 * @param usage the cost of the answer
 * @param timestampMs the time, in milliseconds since 1970
 * @param errorMessage the error's message
 * @param toolCallId the call that a tool answers; there with {@link Role#TOOL}
 * @param toolName that tool
 * @param isError true if the tool failed
 * @param turnId the turn it belongs to
 * @param nodeId its own number
 * @param parentId the number of the message before it
 * @param tags the lessons that the agent learned there
 * @param provenanceHint the message's origin, as its agent writes it
 * @param kind with {@code extension}: its kind
 * @param data with {@code extension}: its content
 */
public record AgentMessage(
    Role role,
    List<Content> content,
    @Nullable StopReason stopReason,
    @Nullable String model,
    @Nullable String provider,
    @Nullable Usage usage,
    @Nullable Long timestampMs,
    @Nullable String errorMessage,
    @Nullable String toolCallId,
    @Nullable String toolName,
    @Nullable Boolean isError,
    @Nullable TurnId turnId,
    @Nullable Long nodeId,
    @Nullable Long parentId,
    List<MessageTag> tags,
    @Nullable Json provenanceHint,
    @Nullable String kind,
    @Nullable Json data) {

  /** Returns a user's message. */
  public static AgentMessage user(String text) {
    return of(Role.USER, List.of(Content.text(text)), null, null, null);
  }

  /** Returns a model's answer. */
  public static AgentMessage assistant(StopReason stopReason, Content... content) {
    return of(Role.ASSISTANT, Arrays.asList(content), stopReason, null, null);
  }

  /** Returns a tool's result. */
  public static AgentMessage tool(String toolCallId, String toolName, String text) {
    return of(Role.TOOL, List.of(Content.text(text)), null, toolCallId, toolName);
  }

  /** Returns a message of the application's own, which no model sees. */
  public static AgentMessage extension(String kind, Json data) {
    return new AgentMessage(
        Role.EXTENSION,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        kind,
        data);
  }

  private static AgentMessage of(
      Role role,
      List<Content> content,
      @Nullable StopReason stopReason,
      @Nullable String toolCallId,
      @Nullable String toolName) {
    return new AgentMessage(
        role,
        content,
        stopReason,
        null,
        null,
        null,
        null,
        null,
        toolCallId,
        toolName,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null);
  }

  /** Returns this message as part of the given turn. */
  public AgentMessage in(TurnId turn) {
    return new AgentMessage(
        role,
        content,
        stopReason,
        model,
        provider,
        usage,
        timestampMs,
        errorMessage,
        toolCallId,
        toolName,
        isError,
        turn,
        nodeId,
        parentId,
        tags,
        provenanceHint,
        kind,
        data);
  }

  public AgentMessage {
    Check.present(role, AgentMessage.class, "role");
    content = Check.list(content, AgentMessage.class, "content");
    tags = Check.list(tags, AgentMessage.class, "tags");
    if (role.equals(Role.TOOL)) {
      Check.present(toolCallId, AgentMessage.class, "tool_call_id");
    } else if (role.equals(Role.EXTENSION)) {
      Check.present(kind, AgentMessage.class, "kind");
    }
  }
}
