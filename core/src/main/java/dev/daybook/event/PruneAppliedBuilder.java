// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The builder of {@link PruneApplied} records. Required: {@code loopId}, {@code tokensRemoved},
 * {@code messagesRemoved}.
 */
public final class PruneAppliedBuilder {

  private @Nullable String loopId;
  private @Nullable Long tokensRemoved;
  private @Nullable Long messagesRemoved;
  private @Nullable String memo;
  private List<Long> prunedTimestamps = List.of();

  PruneAppliedBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static PruneAppliedBuilder of(PruneApplied record) {
    PruneAppliedBuilder builder = new PruneAppliedBuilder();
    builder.loopId = record.loopId();
    builder.tokensRemoved = record.tokensRemoved();
    builder.messagesRemoved = record.messagesRemoved();
    builder.memo = record.memo();
    builder.prunedTimestamps = record.prunedTimestamps();
    return builder;
  }

  /** Sets the loop. */
  public PruneAppliedBuilder loopId(String loopId) {
    this.loopId = loopId;
    return this;
  }

  /** Sets the number of tokens in them. */
  public PruneAppliedBuilder tokensRemoved(long tokensRemoved) {
    this.tokensRemoved = tokensRemoved;
    return this;
  }

  /** Sets the number of removed messages. */
  public PruneAppliedBuilder messagesRemoved(long messagesRemoved) {
    this.messagesRemoved = messagesRemoved;
    return this;
  }

  /** Sets the text to remember them by. */
  public PruneAppliedBuilder memo(@Nullable String memo) {
    this.memo = memo;
    return this;
  }

  /** Sets their times, in milliseconds since 1970. */
  public PruneAppliedBuilder prunedTimestamps(List<Long> prunedTimestamps) {
    this.prunedTimestamps = prunedTimestamps;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public PruneApplied build() {
    return new PruneApplied(
        Check.present(loopId, PruneApplied.class, "loop_id"),
        Check.present(tokensRemoved, PruneApplied.class, "tokens_removed"),
        Check.present(messagesRemoved, PruneApplied.class, "messages_removed"),
        memo,
        prunedTimestamps);
  }
}
