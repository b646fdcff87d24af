package dev.daybook.read;

import dev.daybook.LockHolder;
import dev.daybook.event.Entry;
import java.time.Duration;
import java.util.Optional;

/**
 * An event of a {@link Tail}. The set is closed, so that a reader decides about each case in one
 * place and misses none.
 */
public sealed interface TailEvent {

  /** An entry. */
  record Recorded(Entry entry) implements TailEvent {}

  /**
   * One bad line that is passed over, or several in a row with the very same reason; or a line
   * whose seq does not follow, or that has no checksum: its own entry comes next.
   */
  record Damaged(BadLine line) implements TailEvent {}

  /**
   * Another file took the place of the session's, as a repair does it, or it was removed and
   * created anew; what follows is from it. Of the same session, only entries that were not read yet
   * follow.
   */
  record Replaced() implements TailEvent {}

  /**
   * The writer is gone: no process has the session open for recording, and its last entry is not
   * that it ended. It died, or closed the session unfinished. Emitted once, until a writer is back.
   *
   * @param tornTailBytes the size of the line that it did not finish, behind the last whole one
   * @param hasClosed true if it closed the session, with all that it had recorded on the device;
   *     false if it died, or that cannot be known
   */
  record WriterGone(long tornTailBytes, boolean hasClosed) implements TailEvent {}

  /**
   * A writer records again, after {@link WriterGone}.
   *
   * @param holder the writer; empty if it is gone again already
   */
  record WriterBack(Optional<LockHolder> holder) implements TailEvent {}

  /**
   * The writer is silent: it has the session open, but nothing came in more than three intervals of
   * its heartbeats. Emitted once in a silence.
   *
   * @param silence the age of the last entry
   * @param interval the interval in which the next heartbeat was due
   */
  record Stalled(Duration silence, Duration interval) implements TailEvent {}

  /**
   * The end, for the reason given. A reader that asks on gets the same end again at once, unless
   * the reason is {@link TailEnd#SESSION_ENDED}.
   */
  record Ended(TailEnd reason) implements TailEvent {}

  /** The reason that a tail ends. */
  enum TailEnd {
    /**
     * The last whole line says that the session has ended. A reader that asks on sees what a writer
     * that resumes it records.
     */
    SESSION_ENDED,
    /** The file was removed. */
    REMOVED,
    /** The file was read to where it ended at first, and nothing later was asked for. */
    NOTHING_MORE
  }
}
