package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model was asked, in full.
 *
 * @param systemPrompt the instructions
 * @param messages the conversation
 * @param provenance where each part of it is from, as its agent writes it
 * @param tools what it may call
 * @param modelId the model
 * @param thinkingLevel how much it is to think
 * @param maxTokens how many tokens it may write
 * @param temperature how freely it chooses
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
