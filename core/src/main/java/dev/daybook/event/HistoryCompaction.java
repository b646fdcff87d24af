package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the history in few words. It lies over the entries of its range, which stay in the
 * file: replay gives the summary in their place.
 *
 * @param range the entries that it stands for
 * @param summary what happened in them
 * @param strategy how it was made
 * @param trigger why
 * @param sourceEventCount how many events it stands for
 * @param tailEventCount how many events after it were left as they are
 * @param eventCounts how many of each type
 * @param toolCalls the calls among them
 * @param filesTouched the files they changed
 * @param openTasks what is still to do
 * @param limitations what it leaves out
 * @param skills the skills that stay active
 * @param modelAssistedFallback whether a plain summary took the place of a model's
 * @param modelAssistedFallbackReason why it did
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

  /** A summary of the entries up to {@code toSeq}, and nothing else known. */
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

  /** The same summary of other entries. */
  public HistoryCompaction withRange(SeqRange other) {
    return new HistoryCompaction(
        other,
        summary,
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
