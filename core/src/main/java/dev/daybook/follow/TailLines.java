package dev.daybook.follow;

import dev.daybook.event.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionEnded;
import dev.daybook.replay.BadLine;
import dev.daybook.replay.EntryOrder;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file that is followed, as events: each entry once, in order, with damaged lines
 * reported and passed over. Belongs to one thread.
 */
final class TailLines {

  /** The bad lines in a row after which they are reported, since the reader may want to stop. */
  private static final long MAX_BAD_LINES = 1 << 16;

  private final TailFile file;
  private final String sessionId;
  private EntryOrder order = new EntryOrder(null, EntryOrder.ANY);

  /** The seq that comes next; entries before it are left out until one comes that is not. */
  private long nextSeq = EntryOrder.ANY;

  private boolean hasBegun;

  /** The number of lines that are done; -1 if those before the first are not counted. */
  private long linesPassed;

  /** The session's entry 0, as far as it was seen. */
  private @Nullable Entry first;

  private @Nullable Entry newest;
  private boolean isEnded;

  /**
   * The lines passed over last, while more may follow for the same reason; null if there are none.
   */
  private @Nullable BadLine bad;

  private @Nullable DaybookException badFor;

  TailLines(TailFile file, String sessionId) {
    this.file = file;
    this.sessionId = sessionId;
  }

  /** Begins with the file that is there now; throws as {@link TailFile#begin} does. */
  void begin(TailOptions options) throws IOException {
    first = beginAt(options).first();
  }

  private TailStart beginAt(TailOptions options) throws IOException {
    TailStart start = file.begin(options, sessionId);
    order = new EntryOrder(sessionId, start.nextSeq());
    nextSeq = start.nextSeq();
    hasBegun = false;
    linesPassed = start.offset() == 0 ? 0 : -1;
    newest = start.last();
    isEnded = newest != null && newest.event() instanceof SessionEnded;
    return start;
  }

  /**
   * Goes on in the file that is there now: behind what was read of the one before, or at its
   * beginning if it is of another session of the same id.
   */
  void beginAgain(TailOptions options) throws IOException {
    TailStart start = beginAt(nextSeq == EntryOrder.ANY ? options : TailOptions.fromSeq(nextSeq));
    if (first != null && start.first() != null && !first.equals(start.first())) {
      begin(TailOptions.fromBeginning());
    }
  }

  /** Notices another session in a file that was emptied: only its first entry shows that. */
  private void noticeFirst(Entry entry) {
    if (entry.seq() == 0 && !entry.equals(first)) {
      if (first != null) {
        nextSeq = 0;
        hasBegun = false;
        order = new EntryOrder(sessionId, 0);
      }
      first = entry;
    }
  }

  /** Returns the newest entry that was read or stands before those that were; null without one. */
  @Nullable
  Entry newest() {
    return newest;
  }

  /** Returns true if the last whole line is that the session has ended. */
  boolean isEnded() {
    return isEnded;
  }

  /**
   * Reads a line and emits its event; several bad lines in a row with the same reason make one.
   * Returns false if there is none to be read.
   */
  boolean read(Consumer<TailEvent> sink) throws IOException {
    try {
      while (file.next()) {
        Entry entry;
        try {
          entry = file.entry();
        } catch (DaybookException fault) {
          if (!file.isStillThere()) {
            // what was bad before it may go on there
            file.rewind();
            return false;
          }
          if (bad(fault, sink)) {
            return true;
          }
          continue;
        }
        reportBad(sink);
        entry(entry, sink);
        return true;
      }
    } catch (Throwable unreadable) {
      // these lines are done, and are not read again
      reportBad(sink);
      throw unreadable;
    }
    return reportBad(sink);
  }

  /** Counts the line at hand as bad; returns true if an event was emitted for others before it. */
  private boolean bad(DaybookException fault, Consumer<TailEvent> sink) {
    // blank lines behind the end of a session do not make it go on
    isEnded &= file.isBlank();
    hasBegun = true;
    order.skipped();
    BadLine before = bad;
    DaybookException reason = badFor;
    if (before != null && reason != null && BadLine.isSame(reason, fault)) {
      bad = before.with(file.lineBytes());
      pass();
      return before.lines() >= MAX_BAD_LINES && reportBad(sink);
    }
    boolean isReported = reportBad(sink);
    bad = damaged(fault, true).line();
    badFor = fault;
    pass();
    return isReported;
  }

  private boolean reportBad(Consumer<TailEvent> sink) {
    BadLine last = bad;
    bad = null;
    if (last != null) {
      sink.accept(new TailEvent.Damaged(last));
    }
    return last != null;
  }

  private void entry(Entry entry, Consumer<TailEvent> sink) {
    DaybookException foreign = order.foreign(entry);
    if (foreign != null) {
      // its seq is of another numbering, and its end is not this session's
      sink.accept(damaged(foreign, true));
      pass();
      return;
    }
    noticeFirst(entry);
    newest = entry;
    isEnded = entry.event() instanceof SessionEnded;
    if (hasBegun || entry.seq() >= nextSeq) {
      if (!hasBegun && file.offset() == 0) {
        order.begins(entry);
      }
      hasBegun = true;
      nextSeq = entry.seq() + 1;
      DaybookException gap = order.next(entry.seq());
      if (gap != null) {
        sink.accept(damaged(gap, false));
      }
      sink.accept(new TailEvent.Recorded(entry));
    }
    pass();
  }

  private void pass() {
    linesPassed += linesPassed < 0 ? 0 : 1;
    file.pass();
  }

  private TailEvent.Damaged damaged(DaybookException fault, boolean skipped) {
    long line = linesPassed < 0 ? 0 : linesPassed + 1;
    DaybookException located = line > 0
        ? fault.at("line", line, "offset", file.offset())
        : fault.at("offset", file.offset());
    return new TailEvent.Damaged(
        new BadLine(line, file.offset(), file.lineBytes(), 1, skipped, located));
  }
}
