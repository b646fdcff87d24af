package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to a model, in full.
 *
 * @param systemPrompt the instructions
 * @param messages the conversation
 * @param provenance the origin of each part, as the agent writes it
 * @param tools the tools that the model may call
 * @param modelId the model
 * @param thinkingLevel the amount of thinking asked of it
 * @param maxTokens the number of tokens that it may write
 * @param temperature the sampling temperature
 * @param responseFormat the form that the answer must have
 */
public record RequestPayload(
    @Nullable String systemPrompt,
    List<AgentMessage> messages,
    List<Json> provenance,
    List<ToolDefinition> tools,
    String modelId,
    @Nullable ThinkingLevel thinkingLevel,
    @Nullable Long maxTokens,
    @Nullable Double temperature,
    @Nullable Json responseFormat) {

  /**
   * Returns a builder of one, which says what is required. {@link RequestPayloadBuilder#of} makes
   * one of a record.
   */
  public static RequestPayloadBuilder builder() {
    return new RequestPayloadBuilder();
  }

  public RequestPayload {
    messages = Check.list(messages, RequestPayload.class, "messages");
    provenance = Check.list(provenance, RequestPayload.class, "provenance");
    tools = Check.list(tools, RequestPayload.class, "tools");
    Check.present(modelId, RequestPayload.class, "model_id");
    Check.notNegative(maxTokens, RequestPayload.class, "max_tokens");
    if (temperature != null) {
      Check.finite(temperature, RequestPayload.class, "temperature");
    }
  }
}
