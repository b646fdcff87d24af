package dev.daybook.tree;

import static java.util.Objects.requireNonNull;

/**
 * Who called a session into being: a loop of another session, with a tool. Until that tool has
 * ended, nobody knows which call it was; its two fields are empty then.
 *
 * @param parentSessionId the session of that loop
 * @param parentLoopId the loop
 * @param toolCallId the call, or empty
 * @param toolName the tool, or empty
 */
public record SpawnRef(
    String parentSessionId, String parentLoopId, String toolCallId, String toolName) {

  /** Whether the call is known. */
  public boolean isComplete() {
    return !toolCallId.isEmpty();
  }

  public SpawnRef {
    requireNonNull(parentSessionId, "parentSessionId");
    requireNonNull(parentLoopId, "parentLoopId");
    requireNonNull(toolCallId, "toolCallId");
    requireNonNull(toolName, "toolName");
  }
}
