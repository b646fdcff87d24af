// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The builder of {@link BranchSummary} records. Required: {@code parentSessionId}, {@code
 * forkedToSeq}, {@code summary}.
 */
public final class BranchSummaryBuilder {

  private @Nullable String parentSessionId;
  private @Nullable Long forkedToSeq;
  private @Nullable Long sourceEventCount;
  private @Nullable String strategy;
  private @Nullable String summary;
  private List<String> limitations = List.of();

  BranchSummaryBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static BranchSummaryBuilder of(BranchSummary record) {
    BranchSummaryBuilder builder = new BranchSummaryBuilder();
    builder.parentSessionId = record.parentSessionId();
    builder.forkedToSeq = record.forkedToSeq();
    builder.sourceEventCount = record.sourceEventCount();
    builder.strategy = record.strategy();
    builder.summary = record.summary();
    builder.limitations = record.limitations();
    return builder;
  }

  /** Sets that session. */
  public BranchSummaryBuilder parentSessionId(String parentSessionId) {
    this.parentSessionId = parentSessionId;
    return this;
  }

  /** Sets the last entry that was copied. */
  public BranchSummaryBuilder forkedToSeq(long forkedToSeq) {
    this.forkedToSeq = forkedToSeq;
    return this;
  }

  /** Sets the number of entries that the summary covers. */
  public BranchSummaryBuilder sourceEventCount(@Nullable Long sourceEventCount) {
    this.sourceEventCount = sourceEventCount;
    return this;
  }

  /** Sets the method by which the summary was made. */
  public BranchSummaryBuilder strategy(@Nullable String strategy) {
    this.strategy = strategy;
    return this;
  }

  /** Sets the summary. */
  public BranchSummaryBuilder summary(String summary) {
    this.summary = summary;
    return this;
  }

  /** Sets the parts that the summary leaves out. */
  public BranchSummaryBuilder limitations(List<String> limitations) {
    this.limitations = limitations;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public BranchSummary build() {
    return new BranchSummary(
        Check.present(parentSessionId, BranchSummary.class, "parent_session_id"),
        Check.present(forkedToSeq, BranchSummary.class, "forked_to_seq"),
        sourceEventCount,
        strategy,
        Check.present(summary, BranchSummary.class, "summary"),
        limitations);
  }
}
