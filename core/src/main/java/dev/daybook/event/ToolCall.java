package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A request of the model for a tool: an event of its own, an element of
 * {@link AssistantMessage#toolCalls()}, or both, which counts once by its identifier.
 *
 * @param callId the call's identifier, repeated by its {@link ToolResult}
 * @param name the tool's name
 * @param arguments the provider's JSON text, verbatim; it need not be valid JSON
 * @param toolKind the kind of tool
 */
public record ToolCall(
    String callId, String name, String arguments, @Nullable ToolKind toolKind)
    implements StandardEvent {

  /** Creates a call without the tool's kind. */
  public ToolCall(String callId, String name, String arguments) {
    this(callId, name, arguments, null);
  }

  public ToolCall {
    Check.present(callId, ToolCall.class, "call_id");
    Check.present(name, ToolCall.class, "name");
    Check.present(arguments, ToolCall.class, "arguments");
  }
}
