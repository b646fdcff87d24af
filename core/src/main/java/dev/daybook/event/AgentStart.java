package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * The start of a loop, which is one run of an agent.
 *
 * @param agentId the agent
 * @param sessionId the session of the loop
 * @param loopId the loop
 * @param parentLoopId the loop that it follows or that called it
 * @param continuationKind the way it follows that loop; null is initial
 * @param continuationTag the name of a rerun or a branch
 * @param metadata further facts
 * @param configSnapshot the agent's set-up
 */
public record AgentStart(
    String agentId,
    String sessionId,
    String loopId,
    @Nullable String parentLoopId,
    @Nullable ContinuationKind continuationKind,
    @Nullable String continuationTag,
    @Nullable Json metadata,
    @Nullable ConfigSnapshot configSnapshot)
    implements LoopEvent {

  /**
   * Returns a builder of one, which says what is required. {@link AgentStartBuilder#of} makes one
   * of a record.
   */
  public static AgentStartBuilder builder() {
    return new AgentStartBuilder();
  }

  /** Creates the start of a loop of which nothing else is known. */
  public AgentStart(String agentId, String sessionId, String loopId) {
    this(agentId, sessionId, loopId, null, null, null, null, null);
  }

  /** Creates the start of a loop that follows another one. */
  public AgentStart(
      String agentId, String sessionId, String loopId, String parentLoopId, ContinuationKind kind) {
    this(agentId, sessionId, loopId, parentLoopId, kind, null, null, null);
  }

  public AgentStart {
    Check.present(agentId, AgentStart.class, "agent_id");
    Check.present(sessionId, AgentStart.class, "session_id");
    Check.present(loopId, AgentStart.class, "loop_id");
  }
}
