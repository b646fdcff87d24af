// generated from the record by RecordBuilders
package dev.daybook.event;

import dev.daybook.DaybookException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The builder of {@link HistoryCompaction} records. Required: {@code range}, {@code summary}. */
public final class HistoryCompactionBuilder {

  private @Nullable SeqRange range;
  private @Nullable String summary;
  private @Nullable String strategy;
  private @Nullable CompactionTrigger trigger;
  private @Nullable Long sourceEventCount;
  private @Nullable Long tailEventCount;
  private @Nullable Json eventCounts;
  private List<Json> toolCalls = List.of();
  private List<String> filesTouched = List.of();
  private List<String> openTasks = List.of();
  private List<String> limitations = List.of();
  private @Nullable Json skills;
  private @Nullable Boolean modelAssistedFallback;
  private @Nullable String modelAssistedFallbackReason;

  HistoryCompactionBuilder() {}

  /** Returns a builder that has everything of that record. */
  public static HistoryCompactionBuilder of(HistoryCompaction record) {
    HistoryCompactionBuilder builder = new HistoryCompactionBuilder();
    builder.range = record.range();
    builder.summary = record.summary();
    builder.strategy = record.strategy();
    builder.trigger = record.trigger();
    builder.sourceEventCount = record.sourceEventCount();
    builder.tailEventCount = record.tailEventCount();
    builder.eventCounts = record.eventCounts();
    builder.toolCalls = record.toolCalls();
    builder.filesTouched = record.filesTouched();
    builder.openTasks = record.openTasks();
    builder.limitations = record.limitations();
    builder.skills = record.skills();
    builder.modelAssistedFallback = record.modelAssistedFallback();
    builder.modelAssistedFallbackReason = record.modelAssistedFallbackReason();
    return builder;
  }

  /** Sets the entries that the summary replaces. */
  public HistoryCompactionBuilder range(SeqRange range) {
    this.range = range;
    return this;
  }

  /** Sets the summary of these entries. */
  public HistoryCompactionBuilder summary(String summary) {
    this.summary = summary;
    return this;
  }

  /** Sets the method by which it was made. */
  public HistoryCompactionBuilder strategy(@Nullable String strategy) {
    this.strategy = strategy;
    return this;
  }

  /** Sets the cause of the compaction. */
  public HistoryCompactionBuilder trigger(@Nullable CompactionTrigger trigger) {
    this.trigger = trigger;
    return this;
  }

  /** Sets the number of events that it replaces. */
  public HistoryCompactionBuilder sourceEventCount(@Nullable Long sourceEventCount) {
    this.sourceEventCount = sourceEventCount;
    return this;
  }

  /** Sets the number of events after them that were left as they are. */
  public HistoryCompactionBuilder tailEventCount(@Nullable Long tailEventCount) {
    this.tailEventCount = tailEventCount;
    return this;
  }

  /** Sets the number of events of each type. */
  public HistoryCompactionBuilder eventCounts(@Nullable Json eventCounts) {
    this.eventCounts = eventCounts;
    return this;
  }

  /** Sets the calls among them. */
  public HistoryCompactionBuilder toolCalls(List<Json> toolCalls) {
    this.toolCalls = toolCalls;
    return this;
  }

  /** Sets the files they changed. */
  public HistoryCompactionBuilder filesTouched(List<String> filesTouched) {
    this.filesTouched = filesTouched;
    return this;
  }

  /** Sets the tasks still to do. */
  public HistoryCompactionBuilder openTasks(List<String> openTasks) {
    this.openTasks = openTasks;
    return this;
  }

  /** Sets the parts that the summary leaves out. */
  public HistoryCompactionBuilder limitations(List<String> limitations) {
    this.limitations = limitations;
    return this;
  }

  /** Sets the skills that stay active. */
  public HistoryCompactionBuilder skills(@Nullable Json skills) {
    this.skills = skills;
    return this;
  }

  /** Sets true if a plain summary took the place of a model's. */
  public HistoryCompactionBuilder modelAssistedFallback(@Nullable Boolean modelAssistedFallback) {
    this.modelAssistedFallback = modelAssistedFallback;
    return this;
  }

  /** Sets the reason it did. */
  public HistoryCompactionBuilder modelAssistedFallbackReason(@Nullable String modelAssistedFallbackReason) {
    this.modelAssistedFallbackReason = modelAssistedFallbackReason;
    return this;
  }

  /**
   * Builds the record.
   *
   * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
   *     constructor throws
   */
  public HistoryCompaction build() {
    return new HistoryCompaction(
        Check.present(range, HistoryCompaction.class, "range"),
        Check.present(summary, HistoryCompaction.class, "summary"),
        strategy,
        trigger,
        sourceEventCount,
        tailEventCount,
        eventCounts,
        toolCalls,
        filesTouched,
        openTasks,
        limitations,
        skills,
        modelAssistedFallback,
        modelAssistedFallbackReason);
  }
}
