package dev.daybook.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change in the life of a sub-agent.
 *
 * @param event the phase that it reached
 * @param subagentId the sub-agent
 * @param childSessionId its session
 * @param agent the kind of agent
 * @param task its task
 * @param depth its depth below the first agent
 * @param maxDepth the largest depth allowed
 * @param status its progress
 * @param workspace the folder it works in
 * @param workspaceMode the way it shares that folder
 * @param timeoutMs the time it may take, in milliseconds
 * @param summary its result
 * @param reason the reason for the change
 * @param elapsedMs the time it took, in milliseconds
 * @param deadlineAt the moment when its time is over
 * @param nextActions the actions that are possible now
 * @param logPaths its logs
 * @param details further facts
 */
public record SubagentEvent(
    SubagentPhase event,
    String subagentId,
    @Nullable String childSessionId,
    @Nullable String agent,
    @Nullable String task,
    @Nullable Long depth,
    @Nullable Long maxDepth,
    @Nullable String status,
    @Nullable String workspace,
    @Nullable String workspaceMode,
    @Nullable Long timeoutMs,
    @Nullable String summary,
    @Nullable String reason,
    @Nullable Long elapsedMs,
    @Nullable Instant deadlineAt,
    List<String> nextActions,
    List<String> logPaths,
    @Nullable Json details)
    implements StandardEvent {

  /**
   * Returns a builder of one, which says what is required. {@link SubagentEventBuilder#of} makes
   * one of a record.
   */
  public static SubagentEventBuilder builder() {
    return new SubagentEventBuilder();
  }

  public SubagentEvent {
    Check.present(event, SubagentEvent.class, "event");
    Check.present(subagentId, SubagentEvent.class, "subagent_id");
    Check.notNegative(depth, SubagentEvent.class, "depth");
    Check.notNegative(maxDepth, SubagentEvent.class, "max_depth");
    Check.notNegative(timeoutMs, SubagentEvent.class, "timeout_ms");
    Check.notNegative(elapsedMs, SubagentEvent.class, "elapsed_ms");
    nextActions = Check.list(nextActions, SubagentEvent.class, "next_actions");
    logPaths = Check.list(logPaths, SubagentEvent.class, "log_paths");
  }
}
