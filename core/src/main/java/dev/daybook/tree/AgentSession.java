package dev.daybook.tree;

import dev.daybook.event.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A session of an agent as its loops' events describe it, at the time the tree was asked.
 * Immutable. The journal session that holds its events may have another id.
 */
public interface AgentSession {

  /** Returns the identifier of this session. */
  String sessionId();

  /** Returns the agent of its first loop. */
  String agentId();

  /** Returns the start of its first loop. */
  Instant createdAt();

  /** Returns the start of its last loop. */
  Instant lastActiveAt();

  /** Returns the loop of another session that created it; empty if none did. */
  Optional<SpawnRef> parentSpawnRef();

  /** Returns its intended lifetime: ephemeral, or meant to outlive its process. */
  SessionScope scope();

  /** Returns its loops in the order of their start, then those that are pending. */
  List<Loop> loops();

  /** Returns its loops as a tree; keep it for many questions. */
  default LoopTree tree() {
    return new LoopTree(this);
  }

  /** Returns the summed cost of all its loops, without the cost of choosing among parallel ones. */
  default Usage totalUsage() {
    return loops().stream().map(Loop::usage).reduce(Usage.NONE, Usage::plus);
  }

  /** The intended lifetime of a session. No event holds it; the application sets it. */
  enum SessionScope {
    /** The session ends with its process. The default. */
    EPHEMERAL,
    /** The session outlives its process. */
    PERSISTENT
  }

  /**
   * The caller that created a session: a tool call in a loop of another session. The two fields of
   * the call are empty until the tool has ended, because no earlier event names the call.
   *
   * @param parentSessionId the session of that loop
   * @param parentLoopId the loop
   * @param toolCallId the call, or empty
   * @param toolName the tool, or empty
   */
  record SpawnRef(String parentSessionId, String parentLoopId, String toolCallId, String toolName) {

    /** Returns true if the call is known. */
    public boolean isComplete() {
      return !toolCallId.isEmpty();
    }
  }
}
