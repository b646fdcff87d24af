package dev.daybook.follow;

import dev.daybook.event.Entry;
import dev.daybook.replay.BadLine;
import dev.daybook.session.LockHolder;
import java.time.Duration;
import java.util.Optional;

/**
 * What a {@link Tail} comes upon. One closed set, so that who reads a tail decides about each case
 * in one place, and no case goes by because nobody listened for it.
 */
public sealed interface TailEvent {

  /** An entry. */
  record Recorded(Entry entry) implements TailEvent {}

  /**
   * A line that is no entry and is passed over, or lines in a row that are so for the very same
   * reason; or a line whose seq does not follow: that one's entry comes next.
   */
  record Damaged(BadLine line) implements TailEvent {}

  /**
   * Another file took the place of the session's, as a repair does it, or it was removed and
   * created anew; what follows is from it. Of the same session only what was not read yet.
   */
  record Replaced() implements TailEvent {}

  /**
   * Nobody has the session open for recording any more, and its last entry is not that it ended:
   * its writer died, or closed it unfinished. Told once, until somebody is back.
   *
   * @param tornTailBytes what stands behind the last whole line: a line that it did not finish
   * @param hasClosed whether it closed the session, with all that it had recorded on the device;
   *     else it died, or that cannot be known
   */
  record WriterGone(long tornTailBytes, boolean hasClosed) implements TailEvent {}

  /**
   * After {@link WriterGone}: somebody writes again.
   *
   * @param holder who; empty if it is gone again already
   */
  record WriterBack(Optional<LockHolder> holder) implements TailEvent {}

  /**
   * Somebody has the session open for recording, but its heartbeats stay away: nothing came in more
   * than three of their intervals. Told once in a silence.
   *
   * @param silence how old the last entry is
   * @param interval how long it should be until the next heartbeat
   */
  record Stalled(Duration silence, Duration interval) implements TailEvent {}

  /** The end, for the reason given. */
  record Ended(Reason reason) implements TailEvent {}

  /** Why a tail ends. */
  enum Reason {
    /**
     * The last whole line says that the session has ended. Who asks on nevertheless, sees what
     * somebody records who resumes it.
     */
    SESSION_ENDED,
    /** The file was removed. */
    REMOVED,
    /** The file was read to where it ended at first, and nothing later was asked for. */
    NOTHING_MORE
  }
}
