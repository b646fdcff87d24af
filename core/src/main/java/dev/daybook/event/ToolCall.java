package dev.daybook.event;

import static java.util.Objects.requireNonNull;

/**
 * The model asked for a tool; also an element of {@link AssistantMessage#toolCalls()}.
 *
 * @param callId the call's identifier, repeated by its {@link ToolResult}
 * @param name the tool's name
 * @param arguments the provider's JSON text, verbatim; it need not be valid JSON
 */
public record ToolCall(String callId, String name, String arguments) implements StandardEvent {
  public ToolCall {
    requireNonNull(callId, "callId");
    requireNonNull(name, "name");
    requireNonNull(arguments, "arguments");
  }
}
