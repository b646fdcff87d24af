package dev.daybook.agent;

import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent that another one called, and that records itself in a session of its own. Report one
 * end. Any thread.
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

  /** The agent's name. */
  public String agentId() {
    return agentId;
  }

  /** The session in which it records itself. */
  public String sessionId() {
    return sessionId;
  }

  /** The loop that called it. */
  public String parentLoopId() {
    return parentLoopId;
  }

  /** It came to an end. */
  public void finished(String summary) {
    caller.record(event(SubagentPhase.FINISHED, null, summary, null));
  }

  /** It failed. */
  public void failed(String reason) {
    caller.record(event(SubagentPhase.FAILED, null, null, reason));
  }

  /** It was given up. */
  public void cancelled(String reason) {
    caller.record(event(SubagentPhase.CANCELLED, null, null, reason));
  }

  SubagentEvent event(
      SubagentPhase phase,
      @Nullable String task,
      @Nullable String summary,
      @Nullable String reason) {
    boolean isStart = phase.equals(SubagentPhase.STARTED);
    return new SubagentEvent(
        phase,
        id,
        sessionId,
        agentId,
        task,
        null,
        null,
        null,
        null,
        null,
        null,
        summary,
        reason,
        isStart ? null : (Long) ((System.nanoTime() - startNanos) / 1_000_000),
        null,
        List.of(),
        List.of(),
        null);
  }
}
