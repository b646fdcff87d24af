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

  /**
   * Returns a builder of one, which says what is required. {@link AgentMessageBuilder#of} makes one
   * of a record.
   */
  public static AgentMessageBuilder builder() {
    return new AgentMessageBuilder();
  }

  /** Returns a user's message. */
  public static AgentMessage user(String text) {
    return builder().role(Role.USER).content(List.of(Content.text(text))).build();
  }

  /** Returns a model's answer. */
  public static AgentMessage assistant(StopReason stopReason, Content... content) {
    return builder()
        .role(Role.ASSISTANT)
        .content(Arrays.asList(content))
        .stopReason(stopReason)
        .build();
  }

  /** Returns a tool's result. */
  public static AgentMessage tool(String toolCallId, String toolName, String text) {
    return builder()
        .role(Role.TOOL)
        .content(List.of(Content.text(text)))
        .toolCallId(toolCallId)
        .toolName(toolName)
        .build();
  }

  /** Returns a message of the application's own, which no model sees. */
  public static AgentMessage extension(String kind, Json data) {
    return builder().role(Role.EXTENSION).kind(kind).data(data).build();
  }

  /** Returns this message as part of the given turn. */
  public AgentMessage in(TurnId turn) {
    return AgentMessageBuilder.of(this).turnId(turn).build();
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
