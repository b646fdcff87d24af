// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The builder of {@link SubagentEvent} records. Required: {@code event}, {@code subagentId}. */
public final class SubagentEventBuilder {

  private @Nullable SubagentPhase event;
  private @Nullable String subagentId;
  private @Nullable String childSessionId;
  private @Nullable String agent;
  private @Nullable String task;
  private @Nullable Long depth;
  private @Nullable Long maxDepth;
  private @Nullable String status;
  private @Nullable String workspace;
  private @Nullable String workspaceMode;
  private @Nullable Long timeoutMs;
  private @Nullable String summary;
  private @Nullable String reason;
  private @Nullable Long elapsedMs;
  private @Nullable Instant deadlineAt;
  private List<String> nextActions = List.of();
  private List<String> logPaths = List.of();
  private @Nullable Json details;

  SubagentEventBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static SubagentEventBuilder of(SubagentEvent record) {
    SubagentEventBuilder builder = new SubagentEventBuilder();
    builder.event = record.event();
    builder.subagentId = record.subagentId();
    builder.childSessionId = record.childSessionId();
    builder.agent = record.agent();
    builder.task = record.task();
    builder.depth = record.depth();
    builder.maxDepth = record.maxDepth();
    builder.status = record.status();
    builder.workspace = record.workspace();
    builder.workspaceMode = record.workspaceMode();
    builder.timeoutMs = record.timeoutMs();
    builder.summary = record.summary();
    builder.reason = record.reason();
    builder.elapsedMs = record.elapsedMs();
    builder.deadlineAt = record.deadlineAt();
    builder.nextActions = record.nextActions();
    builder.logPaths = record.logPaths();
    builder.details = record.details();
    return builder;
  }

  /** Sets the phase that it reached. */
  public SubagentEventBuilder event(SubagentPhase event) {
    this.event = event;
    return this;
  }

  /** Sets the sub-agent. */
  public SubagentEventBuilder subagentId(String subagentId) {
    this.subagentId = subagentId;
    return this;
  }

  /** Sets its session. */
  public SubagentEventBuilder childSessionId(@Nullable String childSessionId) {
    this.childSessionId = childSessionId;
    return this;
  }

  /** Sets the kind of agent. */
  public SubagentEventBuilder agent(@Nullable String agent) {
    this.agent = agent;
    return this;
  }

  /** Sets its task. */
  public SubagentEventBuilder task(@Nullable String task) {
    this.task = task;
    return this;
  }

  /** Sets its depth below the first agent. */
  public SubagentEventBuilder depth(@Nullable Long depth) {
    this.depth = depth;
    return this;
  }

  /** Sets the largest depth allowed. */
  public SubagentEventBuilder maxDepth(@Nullable Long maxDepth) {
    this.maxDepth = maxDepth;
    return this;
  }

  /** Sets its progress. */
  public SubagentEventBuilder status(@Nullable String status) {
    this.status = status;
    return this;
  }

  /** Sets the folder it works in. */
  public SubagentEventBuilder workspace(@Nullable String workspace) {
    this.workspace = workspace;
    return this;
  }

  /** Sets the way it shares that folder. */
  public SubagentEventBuilder workspaceMode(@Nullable String workspaceMode) {
    this.workspaceMode = workspaceMode;
    return this;
  }

  /** Sets the time it may take, in milliseconds. */
  public SubagentEventBuilder timeoutMs(@Nullable Long timeoutMs) {
    this.timeoutMs = timeoutMs;
    return this;
  }

  /** Sets its result. */
  public SubagentEventBuilder summary(@Nullable String summary) {
    this.summary = summary;
    return this;
  }

  /** Sets the reason for the change. */
  public SubagentEventBuilder reason(@Nullable String reason) {
    this.reason = reason;
    return this;
  }

  /** Sets the time it took, in milliseconds. */
  public SubagentEventBuilder elapsedMs(@Nullable Long elapsedMs) {
    this.elapsedMs = elapsedMs;
    return this;
  }

  /** Sets the moment when its time is over. */
  public SubagentEventBuilder deadlineAt(@Nullable Instant deadlineAt) {
    this.deadlineAt = deadlineAt;
    return this;
  }

  /** Sets the actions that are possible now. */
  public SubagentEventBuilder nextActions(List<String> nextActions) {
    this.nextActions = nextActions;
    return this;
  }

  /** Sets its logs. */
  public SubagentEventBuilder logPaths(List<String> logPaths) {
    this.logPaths = logPaths;
    return this;
  }

  /** Sets further facts. */
  public SubagentEventBuilder details(@Nullable Json details) {
    this.details = details;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public SubagentEvent build() {
    return new SubagentEvent(
        Check.present(event, SubagentEvent.class, "event"),
        Check.present(subagentId, SubagentEvent.class, "subagent_id"),
        childSessionId,
        agent,
        task,
        depth,
        maxDepth,
        status,
        workspace,
        workspaceMode,
        timeoutMs,
        summary,
        reason,
        elapsedMs,
        deadlineAt,
        nextActions,
        logPaths,
        details);
  }
}
