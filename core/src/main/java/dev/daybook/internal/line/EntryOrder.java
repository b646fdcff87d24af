package dev.daybook.internal.line;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.Gap;
import dev.daybook.event.WireNames;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Restated;
import org.jspecify.annotations.Nullable;

/**
 * The judge of one line after another: each entry must be of the session that is read, and its seq
 * must follow the one before. An entry that breaks the order is itself what was written, so that a
 * reader that goes on keeps it, and goes on from its seq. Each line that was skipped accounts for
 * one missing number, or for none: it may be half of a line that was split. Belongs to one thread.
 */
public final class EntryOrder {

  /** The first seq may be any. */
  public static final long ANY = -1;

  /** The remedy where a whole file is of another session. */
  public static final String OWN_NAME = "give the file back its own name";

  private static final String GAP = WireNames.of(Gap.class);
  private static final EntryDecoder ANY_DATA = EntryDecoder.ofAnyData(EventTypes.standard());

  private final @Nullable String sessionId;
  private long expected;
  private long skippedInARow;

  /**
   * @param sessionId the session that the entries must be of; null for any
   * @param first the seq that must come first, or {@link #ANY}
   */
  public EntryOrder(@Nullable String sessionId, long first) {
    this.sessionId = sessionId;
    this.expected = first;
  }

  /**
   * Returns true if a session's file may begin with that entry: with seq 0, or with a gap that
   * counts all that its seq says is missing before it. So begins the file that the journal writes
   * in the place of one that was removed while a supervised session wrote to it.
   */
  public static boolean isBeginning(Entry entry) {
    return entry.seq() == 0 || (entry.event() instanceof Gap gap && gap.count() >= entry.seq());
  }

  /** Returns true if a session's file may begin with that line; false if it cannot be read. */
  public static boolean isBeginning(byte[] line, int from, int to) {
    try {
      return isBeginning(ANY_DATA.decodeUnproved(line, from, to));
    } catch (DaybookException unreadable) {
      return false;
    }
  }

  /** Takes the file's first entry, whose seq may be any that it explains. */
  public void begins(Entry entry) {
    if (expected >= 0 && expected <= entry.seq() && isBeginning(entry)) {
      expected = entry.seq();
    }
  }

  /** As {@link #begins(Entry)}; a decoder that keeps data verbatim recognises no gap. */
  public void begins(Entry entry, LineCursor line) {
    begins(entry);
    boolean isVerbatimGap = entry.type().equals(GAP) && !(entry.event() instanceof Gap);
    if (isVerbatimGap && expected >= 0 && isBeginning(line.buffer, line.from, line.to)) {
      expected = Math.max(expected, entry.seq());
    }
  }

  /** Counts a line that could not be read. */
  public void skipped() {
    skippedInARow++;
  }

  /**
   * Takes the next entry; returns its fault, or null. An entry of another session is sound and in
   * the wrong file; its seq is of another numbering, unless it happens to follow.
   */
  public @Nullable DaybookException next(Entry entry) {
    DaybookException foreign = foreign(entry);
    if (foreign == null) {
      return next(entry.seq());
    }
    if (follows(entry.seq())) {
      next(entry.seq());
    }
    return foreign;
  }

  /** Takes the seq of the session's next entry; returns {@code SEQ_GAP}, or null if it follows. */
  public @Nullable DaybookException next(long seq) {
    long wanted = expected;
    boolean follows = follows(seq);
    expected = seq + 1;
    skippedInARow = 0;
    return follows ? null : sequenceBreak(wanted, seq);
  }

  /**
   * Takes the entry that stands before the one that was taken last, for a reader that goes
   * backward; returns its fault, or null.
   */
  public @Nullable DaybookException before(Entry entry) {
    long following = expected;
    expected = entry.seq();
    DaybookException foreign = foreign(entry);
    if (foreign != null) {
      return Restated.and(foreign, OWN_NAME);
    }
    long next = entry.seq() + 1;
    return following == ANY || following == next ? null : sequenceBreak(next, following);
  }

  /** Returns {@code WRONG_SESSION} if the entry is of another session, or null. */
  public @Nullable DaybookException foreign(Entry entry) {
    return sessionId == null || sessionId.equals(entry.sessionId())
        ? null
        : DaybookException.of(Kind.WRONG_SESSION, "the line is of another session");
  }

  private boolean follows(long seq) {
    return expected == ANY || (expected <= seq && seq <= expected + skippedInARow);
  }

  private static DaybookException sequenceBreak(long expected, long found) {
    return DaybookException.of(
        Kind.SEQ_GAP, "seq does not follow", "expected", expected, "found", found);
  }
}
