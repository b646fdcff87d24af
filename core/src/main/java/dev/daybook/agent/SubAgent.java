package dev.daybook.agent;

import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import org.jspecify.annotations.Nullable;

/**
 * An agent that another one called, and that records itself in a session of its own. The caller
 * reports one end. Any thread.
 */
public final class SubAgent {

  private final AgentRecorder caller;
  private final String id;
  private final String agentId;
  private final String sessionId;
  private final String parentLoopId;
  private final long startNanos = System.nanoTime();

  SubAgent(AgentRecorder caller, String id, String agentId, String sessionId, String parentLoopId) {
    this.caller = caller;
    this.id = id;
    this.agentId = agentId;
    this.sessionId = sessionId;
    this.parentLoopId = parentLoopId;
  }

  /** Returns the agent's name. */
  public String agentId() {
    return agentId;
  }

  /** Returns the session in which the agent records itself. */
  public String sessionId() {
    return sessionId;
  }

  /** Returns the loop that called the agent. */
  public String parentLoopId() {
    return parentLoopId;
  }

  /** Records that the agent came to an end. */
  public void finished(String summary) {
    caller.record(event(SubagentPhase.FINISHED, null, summary, null));
  }

  /** Records that the agent failed. */
  public void failed(String reason) {
    caller.record(event(SubagentPhase.FAILED, null, null, reason));
  }

  /** Records that the agent was given up. */
  public void cancelled(String reason) {
    caller.record(event(SubagentPhase.CANCELLED, null, null, reason));
  }

  SubagentEvent event(
      SubagentPhase phase,
      @Nullable String task,
      @Nullable String summary,
      @Nullable String reason) {
    boolean isStart = phase.equals(SubagentPhase.STARTED);
    return SubagentEvent.builder()
        .event(phase)
        .subagentId(id)
        .childSessionId(sessionId)
        .agent(agentId)
        .task(task)
        .summary(summary)
        .reason(reason)
        .elapsedMs(isStart ? null : (Long) ((System.nanoTime() - startNanos) / 1_000_000))
        .build();
  }
}
