package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A summary of a part of the history. The entries of its range stay in the file; replay returns the
 * summary in their place.
 *
 * @param range the entries that the summary replaces
 * @param summary the summary of these entries
 * @param strategy the method by which it was made
 * @param trigger the cause of the compaction
 * @param sourceEventCount the number of events that it replaces
 * @param tailEventCount the number of events after them that were left as they are
 * @param eventCounts the number of events of each type
 * @param toolCalls the calls among them
 * @param filesTouched the files they changed
 * @param openTasks the tasks still to do
 * @param limitations the parts that the summary leaves out
 * @param skills the skills that stay active
 * @param modelAssistedFallback true if a plain summary took the place of a model's
 * @param modelAssistedFallbackReason the reason it did
 */
public record HistoryCompaction(
    SeqRange range,
    String summary,
    @Nullable String strategy,
    @Nullable CompactionTrigger trigger,
    @Nullable Long sourceEventCount,
    @Nullable Long tailEventCount,
    @Nullable Json eventCounts,
    List<Json> toolCalls,
    List<String> filesTouched,
    List<String> openTasks,
    List<String> limitations,
    @Nullable Json skills,
    @Nullable Boolean modelAssistedFallback,
    @Nullable String modelAssistedFallbackReason)
    implements StandardEvent {

  /**
   * Returns a builder of one, which says what is required. {@link HistoryCompactionBuilder#of}
   * makes one of a record.
   */
  public static HistoryCompactionBuilder builder() {
    return new HistoryCompactionBuilder();
  }

  /** Creates a summary of the entries up to {@code toSeq}, of which nothing else is known. */
  public HistoryCompaction(long fromSeq, long toSeq, String summary) {
    this(
        new SeqRange(fromSeq, toSeq),
        summary,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        null);
  }

  /** Returns this summary with another range. */
  public HistoryCompaction withRange(SeqRange other) {
    return HistoryCompactionBuilder.of(this).range(other).build();
  }

  public HistoryCompaction {
    Check.present(range, HistoryCompaction.class, "range");
    Check.present(summary, HistoryCompaction.class, "summary");
    Check.notNegative(sourceEventCount, HistoryCompaction.class, "source_event_count");
    Check.notNegative(tailEventCount, HistoryCompaction.class, "tail_event_count");
    toolCalls = Check.list(toolCalls, HistoryCompaction.class, "tool_calls");
    filesTouched = Check.list(filesTouched, HistoryCompaction.class, "files_touched");
    openTasks = Check.list(openTasks, HistoryCompaction.class, "open_tasks");
    limitations = Check.list(limitations, HistoryCompaction.class, "limitations");
  }
}
