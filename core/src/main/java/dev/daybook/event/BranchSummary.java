package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A summary of the session that this one was forked from.
 *
 * @param parentSessionId that session
 * @param forkedToSeq the last entry that was copied
 * @param sourceEventCount the number of entries that the summary covers
 * @param strategy the method by which the summary was made
 * @param summary the summary
 * @param limitations the parts that the summary leaves out
 */
public record BranchSummary(
    String parentSessionId,
    long forkedToSeq,
    @Nullable Long sourceEventCount,
    @Nullable String strategy,
    String summary,
    List<String> limitations)
    implements StandardEvent {

  /**
   * Returns a builder of one, which says what is required. {@link BranchSummaryBuilder#of} makes
   * one of a record.
   */
  public static BranchSummaryBuilder builder() {
    return new BranchSummaryBuilder();
  }

  public BranchSummary {
    Check.present(parentSessionId, BranchSummary.class, "parent_session_id");
    Check.atLeast(0, forkedToSeq, BranchSummary.class, "forked_to_seq");
    Check.notNegative(sourceEventCount, BranchSummary.class, "source_event_count");
    Check.present(summary, BranchSummary.class, "summary");
    limitations = Check.list(limitations, BranchSummary.class, "limitations");
  }
}
