// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The builder of {@link RequestPayload} records. Required: {@code modelId}. */
public final class RequestPayloadBuilder {

  private @Nullable String systemPrompt;
  private List<AgentMessage> messages = List.of();
  private List<Json> provenance = List.of();
  private List<ToolDefinition> tools = List.of();
  private @Nullable String modelId;
  private @Nullable ThinkingLevel thinkingLevel;
  private @Nullable Long maxTokens;
  private @Nullable Double temperature;
  private @Nullable Json responseFormat;

  RequestPayloadBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static RequestPayloadBuilder of(RequestPayload record) {
    RequestPayloadBuilder builder = new RequestPayloadBuilder();
    builder.systemPrompt = record.systemPrompt();
    builder.messages = record.messages();
    builder.provenance = record.provenance();
    builder.tools = record.tools();
    builder.modelId = record.modelId();
    builder.thinkingLevel = record.thinkingLevel();
    builder.maxTokens = record.maxTokens();
    builder.temperature = record.temperature();
    builder.responseFormat = record.responseFormat();
    return builder;
  }

  /** Sets the instructions. */
  public RequestPayloadBuilder systemPrompt(@Nullable String systemPrompt) {
    this.systemPrompt = systemPrompt;
    return this;
  }

  /** Sets the conversation. */
  public RequestPayloadBuilder messages(List<AgentMessage> messages) {
    this.messages = messages;
    return this;
  }

  /** Sets the origin of each part, as the agent writes it. */
  public RequestPayloadBuilder provenance(List<Json> provenance) {
    this.provenance = provenance;
    return this;
  }

  /** Sets the tools that the model may call. */
  public RequestPayloadBuilder tools(List<ToolDefinition> tools) {
    this.tools = tools;
    return this;
  }

  /** Sets the model. */
  public RequestPayloadBuilder modelId(String modelId) {
    this.modelId = modelId;
    return this;
  }

  /** Sets the amount of thinking asked of it. */
  public RequestPayloadBuilder thinkingLevel(@Nullable ThinkingLevel thinkingLevel) {
    this.thinkingLevel = thinkingLevel;
    return this;
  }

  /** Sets the number of tokens that it may write. */
  public RequestPayloadBuilder maxTokens(@Nullable Long maxTokens) {
    this.maxTokens = maxTokens;
    return this;
  }

  /** Sets the sampling temperature. */
  public RequestPayloadBuilder temperature(@Nullable Double temperature) {
    this.temperature = temperature;
    return this;
  }

  /** Sets the form that the answer must have. */
  public RequestPayloadBuilder responseFormat(@Nullable Json responseFormat) {
    this.responseFormat = responseFormat;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public RequestPayload build() {
    return new RequestPayload(
        systemPrompt,
        messages,
        provenance,
        tools,
        Check.present(modelId, RequestPayload.class, "model_id"),
        thinkingLevel,
        maxTokens,
        temperature,
        responseFormat);
  }
}
