package dev.daybook.catalog;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The options of a fork. Immutable; start from {@link #whole} or {@link #upTo} and change what
 * differs.
 */
public final class ForkOptions {

  private final OptionalLong toSeq;
  private final @Nullable String summary;
  private final @Nullable String parentWorkspace;
  private final @Nullable String childWorkspace;

  private ForkOptions(
      OptionalLong toSeq,
      @Nullable String summary,
      @Nullable String parentWorkspace,
      @Nullable String childWorkspace) {
    this.toSeq = toSeq;
    this.summary = summary;
    this.parentWorkspace = parentWorkspace;
    this.childWorkspace = childWorkspace;
  }

  /** Returns the options to copy everything up to the parent's last entry, without a summary. */
  public static ForkOptions whole() {
    return new ForkOptions(OptionalLong.empty(), null, null, null);
  }

  /**
   * Returns the options to copy the parent's entries up to the one of that seq, without a summary.
   * The fork refuses a seq that the parent does not have.
   */
  public static ForkOptions upTo(long seq) {
    return new ForkOptions(OptionalLong.of(seq), null, null, null);
  }

  /**
   * Returns a copy with a {@code branch_summary} of this text as the child's last entry.
   *
   * @throws DaybookException {@code INVALID_VALUE} if the summary is blank
   */
  public ForkOptions withSummary(String text) {
    if (text.isBlank()) {
      throw DaybookException.of(
          Kind.INVALID_VALUE,
          "the summary is blank; write one, or leave it out",
          "field",
          "summary");
    }
    return new ForkOptions(toSeq, text, parentWorkspace, childWorkspace);
  }

  /**
   * Returns a copy with these working folders in the child's {@code session_fork}, for the record
   * alone; null for one that is not given.
   */
  public ForkOptions withWorkspaces(@Nullable String ofParent, @Nullable String ofChild) {
    return new ForkOptions(toSeq, summary, ofParent, ofChild);
  }

  /** Returns the parent's last entry to copy; empty for its last one. */
  public OptionalLong toSeq() {
    return toSeq;
  }

  /** Returns the summary of the parent. */
  public Optional<String> summary() {
    return Optional.ofNullable(summary);
  }

  /** Returns the parent's working folder. */
  public Optional<String> parentWorkspace() {
    return Optional.ofNullable(parentWorkspace);
  }

  /** Returns the child's working folder. */
  public Optional<String> childWorkspace() {
    return Optional.ofNullable(childWorkspace);
  }
}
