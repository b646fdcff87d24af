// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The builder of {@link AgentMessage} records. Required: {@code role}. */
public final class AgentMessageBuilder {

  private @Nullable Role role;
  private List<Content> content = List.of();
  private @Nullable StopReason stopReason;
  private @Nullable String model;
  private @Nullable String provider;
  private @Nullable Usage usage;
  private @Nullable Long timestampMs;
  private @Nullable String errorMessage;
  private @Nullable String toolCallId;
  private @Nullable String toolName;
  private @Nullable Boolean isError;
  private @Nullable TurnId turnId;
  private @Nullable Long nodeId;
  private @Nullable Long parentId;
  private List<MessageTag> tags = List.of();
  private @Nullable Json provenanceHint;
  private @Nullable String kind;
  private @Nullable Json data;

  AgentMessageBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static AgentMessageBuilder of(AgentMessage record) {
    AgentMessageBuilder builder = new AgentMessageBuilder();
    builder.role = record.role();
    builder.content = record.content();
    builder.stopReason = record.stopReason();
    builder.model = record.model();
    builder.provider = record.provider();
    builder.usage = record.usage();
    builder.timestampMs = record.timestampMs();
    builder.errorMessage = record.errorMessage();
    builder.toolCallId = record.toolCallId();
    builder.toolName = record.toolName();
    builder.isError = record.isError();
    builder.turnId = record.turnId();
    builder.nodeId = record.nodeId();
    builder.parentId = record.parentId();
    builder.tags = record.tags();
    builder.provenanceHint = record.provenanceHint();
    builder.kind = record.kind();
    builder.data = record.data();
    return builder;
  }

  /** Sets the speaker. */
  public AgentMessageBuilder role(Role role) {
    this.role = role;
    return this;
  }

  /** Sets the pieces of content, in order. */
  public AgentMessageBuilder content(List<Content> content) {
    this.content = content;
    return this;
  }

  /** Sets the reason an assistant stopped. */
  public AgentMessageBuilder stopReason(@Nullable StopReason stopReason) {
    this.stopReason = stopReason;
    return this;
  }

  /** Sets the model that answered. */
  public AgentMessageBuilder model(@Nullable String model) {
    this.model = model;
    return this;
  }

  /** Sets the provider that serves the model. */
  public AgentMessageBuilder provider(@Nullable String provider) {
    this.provider = provider;
    return this;
  }

  /** Sets the cost of the answer. */
  public AgentMessageBuilder usage(@Nullable Usage usage) {
    this.usage = usage;
    return this;
  }

  /** Sets the time, in milliseconds since 1970. */
  public AgentMessageBuilder timestampMs(@Nullable Long timestampMs) {
    this.timestampMs = timestampMs;
    return this;
  }

  /** Sets the error's message. */
  public AgentMessageBuilder errorMessage(@Nullable String errorMessage) {
    this.errorMessage = errorMessage;
    return this;
  }

  /** Sets the call that a tool answers; there with {@link Role#TOOL}. */
  public AgentMessageBuilder toolCallId(@Nullable String toolCallId) {
    this.toolCallId = toolCallId;
    return this;
  }

  /** Sets that tool. */
  public AgentMessageBuilder toolName(@Nullable String toolName) {
    this.toolName = toolName;
    return this;
  }

  /** Sets true if the tool failed. */
  public AgentMessageBuilder isError(@Nullable Boolean isError) {
    this.isError = isError;
    return this;
  }

  /** Sets the turn it belongs to. */
  public AgentMessageBuilder turnId(@Nullable TurnId turnId) {
    this.turnId = turnId;
    return this;
  }

  /** Sets its own number. */
  public AgentMessageBuilder nodeId(@Nullable Long nodeId) {
    this.nodeId = nodeId;
    return this;
  }

  /** Sets the number of the message before it. */
  public AgentMessageBuilder parentId(@Nullable Long parentId) {
    this.parentId = parentId;
    return this;
  }

  /** Sets the lessons that the agent learned there. */
  public AgentMessageBuilder tags(List<MessageTag> tags) {
    this.tags = tags;
    return this;
  }

  /** Sets the message's origin, as its agent writes it. */
  public AgentMessageBuilder provenanceHint(@Nullable Json provenanceHint) {
    this.provenanceHint = provenanceHint;
    return this;
  }

  /** Sets with {@code extension}: its kind. */
  public AgentMessageBuilder kind(@Nullable String kind) {
    this.kind = kind;
    return this;
  }

  /** Sets with {@code extension}: its content. */
  public AgentMessageBuilder data(@Nullable Json data) {
    this.data = data;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public AgentMessage build() {
    return new AgentMessage(
        Check.present(role, AgentMessage.class, "role"),
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
        turnId,
        nodeId,
        parentId,
        tags,
        provenanceHint,
        kind,
        data);
  }
}
