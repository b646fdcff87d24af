// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import org.jspecify.annotations.Nullable;

/**
 * The builder of {@link AgentStart} records. Required: {@code agentId}, {@code sessionId}, {@code
 * loopId}.
 */
public final class AgentStartBuilder {

  private @Nullable String agentId;
  private @Nullable String sessionId;
  private @Nullable String loopId;
  private @Nullable String parentLoopId;
  private @Nullable ContinuationKind continuationKind;
  private @Nullable String continuationTag;
  private @Nullable Json metadata;
  private @Nullable ConfigSnapshot configSnapshot;

  AgentStartBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static AgentStartBuilder of(AgentStart record) {
    AgentStartBuilder builder = new AgentStartBuilder();
    builder.agentId = record.agentId();
    builder.sessionId = record.sessionId();
    builder.loopId = record.loopId();
    builder.parentLoopId = record.parentLoopId();
    builder.continuationKind = record.continuationKind();
    builder.continuationTag = record.continuationTag();
    builder.metadata = record.metadata();
    builder.configSnapshot = record.configSnapshot();
    return builder;
  }

  /** Sets the agent. */
  public AgentStartBuilder agentId(String agentId) {
    this.agentId = agentId;
    return this;
  }

  /** Sets the session of the loop. */
  public AgentStartBuilder sessionId(String sessionId) {
    this.sessionId = sessionId;
    return this;
  }

  /** Sets the loop. */
  public AgentStartBuilder loopId(String loopId) {
    this.loopId = loopId;
    return this;
  }

  /** Sets the loop that it follows or that called it. */
  public AgentStartBuilder parentLoopId(@Nullable String parentLoopId) {
    this.parentLoopId = parentLoopId;
    return this;
  }

  /** Sets the way it follows that loop; null is initial. */
  public AgentStartBuilder continuationKind(@Nullable ContinuationKind continuationKind) {
    this.continuationKind = continuationKind;
    return this;
  }

  /** Sets the name of a rerun or a branch. */
  public AgentStartBuilder continuationTag(@Nullable String continuationTag) {
    this.continuationTag = continuationTag;
    return this;
  }

  /** Sets further facts. */
  public AgentStartBuilder metadata(@Nullable Json metadata) {
    this.metadata = metadata;
    return this;
  }

  /** Sets the agent's set-up. */
  public AgentStartBuilder configSnapshot(@Nullable ConfigSnapshot configSnapshot) {
    this.configSnapshot = configSnapshot;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public AgentStart build() {
    return new AgentStart(
        Check.present(agentId, AgentStart.class, "agent_id"),
        Check.present(sessionId, AgentStart.class, "session_id"),
        Check.present(loopId, AgentStart.class, "loop_id"),
        parentLoopId,
        continuationKind,
        continuationTag,
        metadata,
        configSnapshot);
  }
}
