package dev.daybook.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something became of a sub-agent.
 *
 * @param event what
 * @param subagentId the sub-agent
 * @param childSessionId its session
 * @param agent what kind of agent it is
 * @param task what it is to do
 * @param depth how deep it is below the first agent
 * @param maxDepth how deep it may be
 * @param status how far it is
 * @param workspace the folder it works in
 * @param workspaceMode how it shares that folder
 * @param timeoutMs how long it may take, in milliseconds
 * @param summary what it came to
 * @param reason why
 * @param elapsedMs how long it took, in milliseconds
 * @param deadlineAt when its time is over
 * @param nextActions what can be done
 * @param logPaths its logs
 * @param details anything more
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
