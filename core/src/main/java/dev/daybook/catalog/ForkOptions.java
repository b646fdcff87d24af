package dev.daybook.catalog;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The options of a fork. Immutable; start from {@link #whole()} and change what differs.
 *
 * @param toSeq the parent's last entry to copy; null for its last one
 * @param summary the summary of the parent, as the child's last entry; null for none
 * @param parentWorkspace the parent's working folder, for the record alone; null if not given
 * @param childWorkspace the child's working folder, likewise
 */
public record ForkOptions(
    @Nullable Long toSeq,
    @Nullable String summary,
    @Nullable String parentWorkspace,
    @Nullable String childWorkspace) {

  /**
   * Checks the summary.
   *
   * @throws DaybookException {@code INVALID_VALUE} if the summary is blank
   */
  public ForkOptions {
    if (summary != null && summary.isBlank()) {
      throw DaybookException.of(
          Kind.INVALID_VALUE,
          "the summary is blank; write one, or leave it out",
          "field",
          "summary");
    }
  }

  /** Returns the options to copy everything up to the parent's last entry, without a summary. */
  public static ForkOptions whole() {
    return new ForkOptions(null, null, null, null);
  }

  /** Returns these options with that entry of the parent as the last to copy. */
  public ForkOptions withToSeq(long seq) {
    return new ForkOptions(seq, summary, parentWorkspace, childWorkspace);
  }

  /** Returns these options with a {@code branch_summary} of this text as the child's last entry. */
  public ForkOptions withSummary(String text) {
    return new ForkOptions(toSeq, text, parentWorkspace, childWorkspace);
  }

  /**
   * Returns these options with these folders in the child's {@code session_fork}; null for one that
   * is not given.
   */
  public ForkOptions withWorkspaces(@Nullable String ofParent, @Nullable String ofChild) {
    return new ForkOptions(toSeq, summary, ofParent, ofChild);
  }
}
