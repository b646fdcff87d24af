// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import org.jspecify.annotations.Nullable;

/**
 * The builder of {@link CompactionEnded} records. Required: {@code loopId}, {@code messagesBefore},
 * {@code messagesAfter}, {@code estimatedTokensBefore}, {@code estimatedTokensAfter}, {@code
 * loopsCompacted}.
 */
public final class CompactionEndedBuilder {

  private @Nullable String loopId;
  private @Nullable Long messagesBefore;
  private @Nullable Long messagesAfter;
  private @Nullable Long estimatedTokensBefore;
  private @Nullable Long estimatedTokensAfter;
  private @Nullable Long loopsCompacted;

  CompactionEndedBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static CompactionEndedBuilder of(CompactionEnded record) {
    CompactionEndedBuilder builder = new CompactionEndedBuilder();
    builder.loopId = record.loopId();
    builder.messagesBefore = record.messagesBefore();
    builder.messagesAfter = record.messagesAfter();
    builder.estimatedTokensBefore = record.estimatedTokensBefore();
    builder.estimatedTokensAfter = record.estimatedTokensAfter();
    builder.loopsCompacted = record.loopsCompacted();
    return builder;
  }

  /** Sets the loop. */
  public CompactionEndedBuilder loopId(String loopId) {
    this.loopId = loopId;
    return this;
  }

  /** Sets the number of messages before the compaction. */
  public CompactionEndedBuilder messagesBefore(long messagesBefore) {
    this.messagesBefore = messagesBefore;
    return this;
  }

  /** Sets the number of messages after it. */
  public CompactionEndedBuilder messagesAfter(long messagesAfter) {
    this.messagesAfter = messagesAfter;
    return this;
  }

  /** Sets the length before it, in tokens. */
  public CompactionEndedBuilder estimatedTokensBefore(long estimatedTokensBefore) {
    this.estimatedTokensBefore = estimatedTokensBefore;
    return this;
  }

  /** Sets the length after it, in tokens. */
  public CompactionEndedBuilder estimatedTokensAfter(long estimatedTokensAfter) {
    this.estimatedTokensAfter = estimatedTokensAfter;
    return this;
  }

  /** Sets the number of loops that were compacted. */
  public CompactionEndedBuilder loopsCompacted(long loopsCompacted) {
    this.loopsCompacted = loopsCompacted;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public CompactionEnded build() {
    return new CompactionEnded(
        Check.present(loopId, CompactionEnded.class, "loop_id"),
        Check.present(messagesBefore, CompactionEnded.class, "messages_before"),
        Check.present(messagesAfter, CompactionEnded.class, "messages_after"),
        Check.present(estimatedTokensBefore, CompactionEnded.class, "estimated_tokens_before"),
        Check.present(estimatedTokensAfter, CompactionEnded.class, "estimated_tokens_after"),
        Check.present(loopsCompacted, CompactionEnded.class, "loops_compacted"));
  }
}
