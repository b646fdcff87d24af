// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The builder of {@link SessionFork} records. Required: {@code parentSessionId}, {@code
 * forkedToSeq}.
 */
public final class SessionForkBuilder {

  private @Nullable String parentSessionId;
  private @Nullable String forkRootSessionId;
  private @Nullable Long forkedToSeq;
  private @Nullable Long fromSeq;
  private @Nullable String parentWorkspace;
  private @Nullable String childWorkspace;
  private @Nullable Long replayEventCount;
  private @Nullable String strategy;
  private List<String> limitations = List.of();

  SessionForkBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static SessionForkBuilder of(SessionFork record) {
    SessionForkBuilder builder = new SessionForkBuilder();
    builder.parentSessionId = record.parentSessionId();
    builder.forkRootSessionId = record.forkRootSessionId();
    builder.forkedToSeq = record.forkedToSeq();
    builder.fromSeq = record.fromSeq();
    builder.parentWorkspace = record.parentWorkspace();
    builder.childWorkspace = record.childWorkspace();
    builder.replayEventCount = record.replayEventCount();
    builder.strategy = record.strategy();
    builder.limitations = record.limitations();
    return builder;
  }

  /** Sets the session it was copied from. */
  public SessionForkBuilder parentSessionId(String parentSessionId) {
    this.parentSessionId = parentSessionId;
    return this;
  }

  /** Sets the first session of the whole family. */
  public SessionForkBuilder forkRootSessionId(@Nullable String forkRootSessionId) {
    this.forkRootSessionId = forkRootSessionId;
    return this;
  }

  /** Sets the last entry that was copied. */
  public SessionForkBuilder forkedToSeq(long forkedToSeq) {
    this.forkedToSeq = forkedToSeq;
    return this;
  }

  /** Sets the first one; null for the beginning. */
  public SessionForkBuilder fromSeq(@Nullable Long fromSeq) {
    this.fromSeq = fromSeq;
    return this;
  }

  /** Sets the folder where the parent worked. */
  public SessionForkBuilder parentWorkspace(@Nullable String parentWorkspace) {
    this.parentWorkspace = parentWorkspace;
    return this;
  }

  /** Sets the folder where this session works. */
  public SessionForkBuilder childWorkspace(@Nullable String childWorkspace) {
    this.childWorkspace = childWorkspace;
    return this;
  }

  /** Sets the number of entries that were copied. */
  public SessionForkBuilder replayEventCount(@Nullable Long replayEventCount) {
    this.replayEventCount = replayEventCount;
    return this;
  }

  /** Sets the method of copying. */
  public SessionForkBuilder strategy(@Nullable String strategy) {
    this.strategy = strategy;
    return this;
  }

  /** Sets the parts that were not copied. */
  public SessionForkBuilder limitations(List<String> limitations) {
    this.limitations = limitations;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public SessionFork build() {
    return new SessionFork(
        Check.present(parentSessionId, SessionFork.class, "parent_session_id"),
        forkRootSessionId,
        Check.present(forkedToSeq, SessionFork.class, "forked_to_seq"),
        fromSeq,
        parentWorkspace,
        childWorkspace,
        replayEventCount,
        strategy,
        limitations);
  }
}
