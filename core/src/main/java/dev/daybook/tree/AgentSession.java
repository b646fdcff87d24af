package dev.daybook.tree;

import dev.daybook.event.Usage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session of an agent as its loops' events describe it, at the time the tree was asked.
 * Immutable. The journal session that holds its events may have another id.
 *
 * @param sessionId the session
 * @param agentId the agent of its first loop
 * @param createdAt the start of its first loop
 * @param lastActiveAt the start of its last loop
 * @param parentSpawnRef the loop of another session that created it; null if none did
 * @param scope ephemeral, or meant to outlive its process
 * @param loops its loops in the order of their start, then those that are pending
 */
public record AgentSession(
    String sessionId,
    String agentId,
    Instant createdAt,
    Instant lastActiveAt,
    @Nullable SpawnRef parentSpawnRef,
    SessionScope scope,
    List<Loop> loops) {

  /** Returns its loops as a tree; keep it for many questions. */
  public LoopTree tree() {
    return new LoopTree(this);
  }

  /** Returns the summed cost of all its loops, without the cost of choosing among parallel ones. */
  public Usage totalUsage() {
    return loops.stream().map(Loop::usage).reduce(Usage.NONE, Usage::plus);
  }

  public AgentSession {
    loops = List.copyOf(loops);
  }

  /** The intended lifetime of a session. No event holds it; the application sets it. */
  public enum SessionScope {
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
  public record SpawnRef(
      String parentSessionId, String parentLoopId, String toolCallId, String toolName) {

    /** Returns true if the call is known. */
    public boolean isComplete() {
      return !toolCallId.isEmpty();
    }
  }
}
