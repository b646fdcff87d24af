package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in the session that this one was copied from.
 *
 * @param parentSessionId that session
 * @param forkedToSeq the last entry that was copied
 * @param sourceEventCount how many entries the summary is made of
 * @param strategy how it was made
 * @param summary the summary
 * @param limitations what it leaves out
 */
public record BranchSummary(
    String parentSessionId,
    long forkedToSeq,
    @Nullable Long sourceEventCount,
    @Nullable String strategy,
    String summary,
    List<String> limitations)
    implements StandardEvent {
  public BranchSummary {
    Check.present(parentSessionId, BranchSummary.class, "parent_session_id");
    Check.atLeast(0, forkedToSeq, BranchSummary.class, "forked_to_seq");
    Check.notNegative(sourceEventCount, BranchSummary.class, "source_event_count");
    Check.present(summary, BranchSummary.class, "summary");
    limitations = Check.list(limitations, BranchSummary.class, "limitations");
  }
}
