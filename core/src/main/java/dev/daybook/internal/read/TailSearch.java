package dev.daybook.internal.read;

import dev.daybook.event.BranchSwitched;
import dev.daybook.event.Entry;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.WireNames;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.LineHeader;
import dev.daybook.internal.line.BackwardCursor;
import dev.daybook.internal.transcript.Branch;
import dev.daybook.internal.transcript.ConversationFold;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search from the end of the file for the place where a reading may begin instead of at the
 * beginning. It judges nothing: a line that cannot be read is passed over, because the reading that
 * then goes forward meets it and reports it in its place. Used once, by one thread.
 */
final class TailSearch {

  /** The beginning of the file. */
  static final Start WHOLE_FILE = new Start(0, 0);

  private static final List<Class<? extends SessionEvent>> SNAPSHOTS =
      List.of(InferenceCompleted.class, HistoryCompaction.class, BranchSwitched.class);

  private final BackwardCursor lines;
  private final EntryDecoder decoder;

  TailSearch(BackwardCursor lines, EntryDecoder decoder) {
    this.lines = lines;
    this.decoder = decoder;
  }

  /**
   * The place at which a reading begins.
   *
   * @param offset the offset of the first line
   * @param seq the seq that it has to have
   */
  record Start(long offset, long seq) {}

  /** Returns the line of the newest event of that type; the whole file if there is none. */
  Start newestOf(Class<? extends SessionEvent> type) throws IOException {
    Entry found = newest(List.of(type));
    return found == null ? WHOLE_FILE : at(found);
  }

  /**
   * Returns the first entry that {@link TranscriptFold} needs to give the same result as of all.
   */
  Start newestSnapshot() throws IOException {
    Branch branch = null;
    for (Entry found = newest(SNAPSHOTS); found != null; found = newest(SNAPSHOTS)) {
      SessionEvent event = found.event();
      if (event instanceof BranchSwitched switched) {
        branch = branch == null ? new Branch(found.seq(), switched) : branch;
      } else if (branch == null || branch.holds(found.seq())) {
        if (event instanceof HistoryCompaction compaction) {
          long covered = ConversationFold.lastCovered(found.seq(), compaction);
          return covered < found.seq() ? after(covered) : at(found);
        } else if (event instanceof InferenceCompleted inference && inference.isSnapshot()) {
          return at(found);
        }
      }
    }
    return WHOLE_FILE;
  }

  private Start at(Entry found) {
    return new Start(lines.offset(), found.seq());
  }

  private @Nullable Entry newest(List<Class<? extends SessionEvent>> types) throws IOException {
    List<String> names = types.stream().map(WireNames::of).toList();
    while (lines.next()) {
      LineHeader header = lines.header();
      if (header == null || names.contains(header.type())) {
        Entry entry = lines.entryOrNull(decoder);
        if (entry != null && types.contains(entry.event().getClass())) {
          return entry;
        }
      }
    }
    return null;
  }

  /**
   * Returns the end of the newest line whose seq is not above that, from the line at hand backward.
   */
  private Start after(long seq) throws IOException {
    do {
      long found = seqAtHand();
      if (found >= 0 && found <= seq) {
        return new Start(lines.end(), found + 1);
      }
    } while (lines.next());
    return WHOLE_FILE;
  }

  private long seqAtHand() {
    LineHeader header = lines.header();
    if (header != null) {
      return header.seq();
    }
    Entry entry = lines.entryOrNull(decoder);
    return entry == null ? -1 : entry.seq();
  }
}
