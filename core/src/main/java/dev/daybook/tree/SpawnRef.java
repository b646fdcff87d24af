package dev.daybook.tree;

import static java.util.Objects.requireNonNull;

/**
 * The caller that created a session: a tool call in a loop of another session. The two fields of
 * the call are empty until the tool has ended, because no earlier event names the call.
 *
 * @param parentSessionId the session of that loop
 * @param parentLoopId the loop
 * @param toolCallId the call, or empty
 * @param toolName the tool, or empty
 */
public record SpawnRef(
    String parentSessionId, String parentLoopId, String toolCallId, String toolName) {

  /** Returns true if the call is known. */
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
