package dev.daybook.fork;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * How to fork. Immutable; start from {@link #whole()} and change what differs.
 *
 * @param toSeq the parent's last entry to take over; null for its last one
 * @param summary what the parent came to, as the child's last entry; null for none
 * @param parentWorkspace where the parent works, for the record alone; null if nobody says
 * @param childWorkspace where the child will work, likewise
 */
public record ForkOptions(
    @Nullable Long toSeq,
    @Nullable String summary,
    @Nullable String parentWorkspace,
    @Nullable String childWorkspace) {

  /** @throws DaybookException {@code INVALID_VALUE} if the summary is blank */
  public ForkOptions {
    if (summary != null && summary.isBlank()) {
      throw DaybookException.of(
          Kind.INVALID_VALUE,
          "the summary is blank; write one, or leave it out",
          "field",
          "summary");
    }
  }

  /** Everything up to the parent's last entry, and nothing more. */
  public static ForkOptions whole() {
    return new ForkOptions(null, null, null, null);
  }

  /** The same, but only up to that entry of the parent. */
  public ForkOptions withToSeq(long seq) {
    return new ForkOptions(seq, summary, parentWorkspace, childWorkspace);
  }

  /** The same, and a {@code branch_summary} with this text as the child's last entry. */
  public ForkOptions withSummary(String text) {
    return new ForkOptions(toSeq, text, parentWorkspace, childWorkspace);
  }

  /** The same, and these folders in the child's {@code session_fork}; null where nobody says. */
  public ForkOptions withWorkspaces(@Nullable String ofParent, @Nullable String ofChild) {
    return new ForkOptions(toSeq, summary, ofParent, ofChild);
  }
}
