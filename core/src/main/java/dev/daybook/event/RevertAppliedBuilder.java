// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The builder of {@link RevertApplied} records. Required: {@code loopId}, {@code category}, {@code
 * applied}.
 */
public final class RevertAppliedBuilder {

  private @Nullable String loopId;
  private @Nullable RevertCategory category;
  private @Nullable Long target;
  private List<Long> abandonedNodeIds = List.of();
  private @Nullable String summary;
  private @Nullable Boolean applied;
  private @Nullable String reason;

  RevertAppliedBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static RevertAppliedBuilder of(RevertApplied record) {
    RevertAppliedBuilder builder = new RevertAppliedBuilder();
    builder.loopId = record.loopId();
    builder.category = record.category();
    builder.target = record.target();
    builder.abandonedNodeIds = record.abandonedNodeIds();
    builder.summary = record.summary();
    builder.applied = record.applied();
    builder.reason = record.reason();
    return builder;
  }

  /** Sets the loop. */
  public RevertAppliedBuilder loopId(String loopId) {
    this.loopId = loopId;
    return this;
  }

  /** Sets the reason for going back. */
  public RevertAppliedBuilder category(RevertCategory category) {
    this.category = category;
    return this;
  }

  /** Sets the number of the message it went back to. */
  public RevertAppliedBuilder target(@Nullable Long target) {
    this.target = target;
    return this;
  }

  /** Sets the messages it left. */
  public RevertAppliedBuilder abandonedNodeIds(List<Long> abandonedNodeIds) {
    this.abandonedNodeIds = abandonedNodeIds;
    return this;
  }

  /** Sets the text to remember them by. */
  public RevertAppliedBuilder summary(@Nullable String summary) {
    this.summary = summary;
    return this;
  }

  /** Sets true if it really went back. */
  public RevertAppliedBuilder applied(boolean applied) {
    this.applied = applied;
    return this;
  }

  /** Sets the reason it did not, if so. */
  public RevertAppliedBuilder reason(@Nullable String reason) {
    this.reason = reason;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public RevertApplied build() {
    return new RevertApplied(
        Check.present(loopId, RevertApplied.class, "loop_id"),
        Check.present(category, RevertApplied.class, "category"),
        target,
        abandonedNodeIds,
        summary,
        Check.present(applied, RevertApplied.class, "applied"),
        reason);
  }
}
