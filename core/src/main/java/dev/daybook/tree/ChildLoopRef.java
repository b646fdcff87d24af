package dev.daybook.tree;

import static java.util.Objects.requireNonNull;

/**
 * A loop called by a tool of another loop.
 *
 * @param toolCallId the call
 * @param toolName the tool
 * @param childLoopId the loop that was called
 * @param childSessionId its session
 */
public record ChildLoopRef(
    String toolCallId, String toolName, String childLoopId, String childSessionId) {
  public ChildLoopRef {
    requireNonNull(toolCallId, "toolCallId");
    requireNonNull(toolName, "toolName");
    requireNonNull(childLoopId, "childLoopId");
    requireNonNull(childSessionId, "childSessionId");
  }
}
