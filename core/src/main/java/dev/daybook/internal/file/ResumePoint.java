package dev.daybook.internal.file;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.event.Entry;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.line.BackwardCursor;
import dev.daybook.internal.line.EntryOrder;
import dev.daybook.internal.line.LineCursor;
import dev.daybook.internal.line.LostLineFeeds;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The position and seq at which a session resumes.
 *
 * @param end the end of its complete lines: the next one goes there, after any bytes behind were
 *     moved aside
 * @param nextSeq the seq of the next line
 */
record ResumePoint(long end, long nextSeq) {

  /**
   * The largest seq to resume from: far below the largest that a line can carry, and beyond every
   * session.
   */
  private static final long MAX_RESUMABLE_SEQ = 100_000_000_000_000_000L;

  /**
   * The number of lines checked even if no crash can have harmed them: a user may have edited them.
   */
  private static final int ALWAYS_CHECKED_LINES = 64;

  private static final long ALWAYS_CHECKED_BYTES = 1 << 20;
  private static final int MAX_LINE_BYTES = Integer.MAX_VALUE - 8;

  private static final String DAMAGED =
      "one of the last lines is damaged; verify reports it, and repair mends what can be";
  private static final String LOST_LINE_FEEDS =
      "the last lines have lost the line feeds between them; repair puts them back";
  private static final String UNREADABLE =
      "memory cannot hold one of the last lines; give Java more (-Xmx)";

  private static final EntryDecoder DECODER = new EntryDecoder(EventTypes.standard(), true);

  /**
   * Reads the end of the file, without moving the channel's position. A crash of the machine can
   * leave the blocks that were not forced in any order, so damage can stand before any number of
   * good lines; it cannot reach forced bytes. So all bytes not known to be forced are checked,
   * which takes as long as reading them. A crash cannot leave two lines without a line feed between
   * them either: the bytes behind the last line feed are a torn tail only if they are one line.
   *
   * @param goodBytes as in {@link LockRecord}
   * @throws DaybookException of the fault's kind if one of the last lines is not good, since then
   *     the next seq is unknown
   */
  static ResumePoint of(SessionId id, Path file, FileChannel channel, long goodBytes)
      throws IOException {
    long size = channel.size();
    SessionSource source = SessionSource.of(channel);
    BackwardCursor lines = new BackwardCursor(source, size, MAX_LINE_BYTES);
    long end = lines.lastEnd();
    if (size > end && LostLineFeeds.areInTail(source, end, size)) {
      throw DaybookException.of(
          Kind.TRAILING_TEXT, LOST_LINE_FEEDS, "session", id, "file", file, "offset", end);
    }
    EntryOrder order = new EntryOrder(id.value(), EntryOrder.ANY);
    long nextSeq = 0;
    for (int n = 0; isToCheck(n, end, lines.offset(), goodBytes); n++) {
      try {
        if (!isAtLine(lines)) {
          break;
        }
        long seq = seqOf(lines, order);
        nextSeq = n == 0 ? seq + 1 : nextSeq;
      } catch (DaybookException fault) {
        throw DaybookException.causedBy(
            fault,
            fault.kind(),
            fault.kind() == Kind.LINE_TOO_LONG ? UNREADABLE : DAMAGED,
            "session",
            id,
            "file",
            file,
            "lineFromEnd",
            n + 1,
            "offset",
            lines.offset(),
            "fault",
            String.valueOf(fault.getMessage()));
      }
    }
    return new ResumePoint(end, nextSeq);
  }

  private static boolean isToCheck(int checked, long end, long offset, long goodBytes) {
    return offset >= goodBytes
        || (checked < ALWAYS_CHECKED_LINES && end - offset < ALWAYS_CHECKED_BYTES);
  }

  /** Moves to the line before; false if there is none. */
  private static boolean isAtLine(BackwardCursor lines) throws IOException {
    try {
      if (!lines.next()) {
        return false;
      }
    } catch (OutOfMemoryError noMemory) {
      throw tooLong(lines);
    }
    if (lines.isTooLong()) {
      throw tooLong(lines);
    }
    return true;
  }

  private static DaybookException tooLong(LineCursor line) {
    return DaybookException.of(
        Kind.LINE_TOO_LONG, "line is longer than memory holds", "lineBytes", line.length());
  }

  private static long seqOf(LineCursor line, EntryOrder order) {
    Entry entry = line.decode(DECODER);
    DaybookException fault = order.before(entry);
    if (fault != null) {
      throw fault;
    }
    if (entry.seq() > MAX_RESUMABLE_SEQ) {
      throw DaybookException.of(Kind.INVALID_VALUE, "seq is beyond every session", "field", "seq");
    }
    return entry.seq();
  }
}
