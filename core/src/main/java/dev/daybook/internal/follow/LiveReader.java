package dev.daybook.internal.follow;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.Note;
import dev.daybook.event.SessionEnded;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.Restated;
import dev.daybook.internal.line.EntryOrder;
import dev.daybook.internal.line.SessionSource;
import dev.daybook.internal.read.BadLineRun;
import dev.daybook.internal.read.FaultyLines;
import dev.daybook.read.StartPosition;
import dev.daybook.read.Subscription;
import dev.daybook.read.Tail;
import dev.daybook.read.TailEvent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The live reader behind {@link Tail} and {@link Subscription}: the lines of a file that is being
 * written, as events, each entry once and in order, with bad lines reported and passed over.
 * Belongs to one thread.
 */
final class LiveReader {

  /** The bad lines in a row after which they are reported, since the reader may want to stop. */
  private static final long MAX_BAD_LINES = 1 << 16;

  private final LiveLines lines;
  private final EntryDecoder decoder;
  private final String sessionId;
  private final boolean isFollowing;
  private final Queue<TailEvent> events = new ArrayDeque<>();
  private StartPosition start = StartPosition.beginning();
  private EntryOrder order;

  /** The seq that comes next; entries before it are left out until one comes that is not. */
  private long nextSeq = EntryOrder.ANY;

  private boolean hasBegun;

  /** The number of lines that are done; -1 if those before the first are not counted. */
  private long linesPassed;

  /** The session's entry 0, as far as it was seen. */
  private @Nullable Entry first;

  private @Nullable Entry newest;
  private boolean isEnded;

  private final BadLineRun bad = new BadLineRun(line -> emit(new TailEvent.Damaged(line)));

  /** @param isFollowing false to find nothing behind where the file ends when it is opened */
  LiveReader(LiveLines lines, EntryDecoder decoder, String sessionId, boolean isFollowing) {
    this.lines = lines;
    this.decoder = decoder;
    this.sessionId = sessionId;
    this.isFollowing = isFollowing;
    this.order = new EntryOrder(sessionId, EntryOrder.ANY);
  }

  /**
   * Begins with the file that is there now; throws as {@link LiveLines#open} does.
   *
   * @param written the position behind which there is nothing yet
   */
  void begin(StartPosition from, long written) throws IOException {
    start = from;
    first = beginAt(from, written).first();
  }

  private LiveStart beginAt(StartPosition from, long written) throws IOException {
    SessionSource source = lines.open();
    long end = isFollowing ? written : source.size();
    LiveStart found = LiveStart.of(source, end, lines.maxLineBytes, decoder, sessionId, from);
    lines.beginAt(found.offset(), isFollowing ? Long.MAX_VALUE : end);
    expect(found.nextSeq());
    // only a seq is looked for from a place that may lie before it
    hasBegun = from instanceof StartPosition.AtLast;
    linesPassed = found.offset() == 0 ? 0 : -1;
    newest = found.last();
    isEnded = newest != null && newest.event() instanceof SessionEnded;
    return found;
  }

  private void expect(long seq) {
    nextSeq = seq;
    hasBegun = false;
    order = new EntryOrder(sessionId, seq);
  }

  /**
   * Goes on in the file that is there now: behind what was read of the one before, or at its
   * beginning if it is of another session of the same id.
   */
  void beginAgain() throws IOException {
    StartPosition next = nextSeq == EntryOrder.ANY ? start : StartPosition.seq(nextSeq);
    Entry other = beginAt(next, Long.MAX_VALUE).first();
    if (first != null && other != null && !first.equals(other)) {
      begin(StartPosition.beginning(), Long.MAX_VALUE);
    }
  }

  /** Goes on where {@link LiveLines#resumeAt} says; what comes there is news, whatever its seq. */
  void resumeAt(long position) throws IOException {
    lines.resumeAt(position);
    expect(hasBegun ? EntryOrder.ANY : nextSeq);
    linesPassed = -1;
    bad.forget();
  }

  /** Forgets the events that wait, and has the lines behind that position read again. */
  void rewindTo(long position) {
    events.clear();
    lines.rewindTo(position);
  }

  /** Returns the newest entry that was read or stands before those that were; null without one. */
  @Nullable
  Entry newest() {
    return newest;
  }

  /** Returns true if the last whole line, annotations aside, is that the session has ended. */
  boolean isEnded() {
    return isEnded;
  }

  /** Returns the next of the events that wait; null if none does. */
  @Nullable
  TailEvent poll() {
    return events.poll();
  }

  /** Adds an event behind those that wait. */
  void emit(TailEvent event) {
    events.add(event);
  }

  /**
   * Reads a line and emits its event; several bad lines in a row with the same reason make one.
   * Returns false if there is none to be read.
   */
  boolean read() throws IOException {
    try {
      while (events.isEmpty() && lines.next()) {
        Entry entry;
        DaybookException unproved = null;
        try {
          entry = lines.lines().decode(decoder);
        } catch (DaybookException fault) {
          if (!lines.isStillThere()) {
            // what was bad before it may go on there
            lines.rewindTo(lines.offset());
            return false;
          }
          entry =
              fault.kind() == Kind.MISSING_CRC ? lines.lines().entryDespite(fault, decoder) : null;
          if (entry == null) {
            bad(fault);
            continue;
          }
          unproved = Restated.at(fault, "seq", entry.seq());
        }
        bad.report();
        entry(entry, unproved);
        pass();
        return true;
      }
    } catch (Throwable unreadable) {
      // these lines are done, and are not read again
      bad.report();
      throw unreadable;
    }
    if (events.isEmpty()) {
      bad.report();
    }
    return !events.isEmpty();
  }

  /** Counts the line at hand as bad. */
  private void bad(DaybookException fault) {
    // blank lines behind the end of a session do not make it go on
    isEnded &= lines.lines().isBlank();
    hasBegun = true;
    order.skipped();
    if (!bad.goesOn(fault, lines.lines().length())) {
      bad.begin(fault, badLine(fault, true));
    }
    if (bad.lines() > MAX_BAD_LINES) {
      bad.report();
    }
    pass();
  }

  private static boolean isAnnotation(Entry entry) {
    return entry.event() instanceof Note note && note.isAnnotation();
  }

  /** @param unproved why nothing proves the entry, if so */
  private void entry(Entry entry, @Nullable DaybookException unproved) {
    DaybookException foreign = order.foreign(entry);
    if (foreign != null) {
      // its seq is of another numbering, and its end is not this session's
      emit(new TailEvent.Damaged(badLine(foreign, true)));
      return;
    }
    noticeFirst(entry);
    newest = entry;
    // an annotation from outside does not make an ended session go on
    isEnded = entry.event() instanceof SessionEnded || (isEnded && isAnnotation(entry));
    if (!hasBegun && entry.seq() < nextSeq) {
      return;
    }
    if (unproved != null) {
      emit(new TailEvent.Damaged(badLine(unproved, false)));
    }
    if (lines.offset() == 0) {
      order.begins(entry);
    }
    hasBegun = true;
    nextSeq = entry.seq() + 1;
    DaybookException gap = order.next(entry.seq());
    if (gap != null) {
      emit(new TailEvent.Damaged(badLine(gap, false)));
    }
    emit(new TailEvent.Recorded(entry));
  }

  /** Notices another session in a file that was emptied: only its first entry shows that. */
  private void noticeFirst(Entry entry) {
    if (entry.seq() == 0 && !entry.equals(first)) {
      if (first != null) {
        expect(0);
      }
      first = entry;
    }
  }

  private void pass() {
    linesPassed += linesPassed < 0 ? 0 : 1;
    lines.pass();
  }

  private FaultyLines badLine(DaybookException fault, boolean skipped) {
    long line = linesPassed < 0 ? 0 : linesPassed + 1;
    DaybookException located = line > 0
        ? Restated.at(fault, "line", line, "offset", lines.offset())
        : Restated.at(fault, "offset", lines.offset());
    return new FaultyLines(line, lines.offset(), lines.lines().length(), skipped, located);
  }
}
