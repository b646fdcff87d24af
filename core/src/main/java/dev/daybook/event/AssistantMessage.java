package dev.daybook.event;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What the model answered.
 *
 * @param text the answer, any Unicode; may be empty when the model only called tools
 * @param toolCalls the tools it asked for, in its order; copied
 */
public record AssistantMessage(String text, List<ToolCall> toolCalls) implements StandardEvent {
  public AssistantMessage {
    requireNonNull(text, "text");
    toolCalls = List.copyOf(toolCalls);
  }

  /** An answer that asks for no tool. */
  public AssistantMessage(String text) {
    this(text, List.of());
  }
}
