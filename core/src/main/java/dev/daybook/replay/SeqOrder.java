package dev.daybook.replay;

import dev.daybook.codec.EntryDecoder;
import dev.daybook.codec.EventTypes;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.Gap;
import dev.daybook.event.WireNames;
import org.jspecify.annotations.Nullable;

/**
 * A check that each seq follows the one before it. A seq that does not is a fault between lines:
 * the line itself is what was written, so that a reader that goes on keeps it, and goes on from its
 * seq. Each line that was skipped accounts for one missing number, or for none: it may be half of a
 * line that was split. Belongs to one thread.
 */
public final class SeqOrder {

  /** The first seq may be any. */
  public static final long ANY = -1;

  private static final String GAP = WireNames.of(Gap.class);
  private static final EntryDecoder ANY_DATA = EntryDecoder.ofAnyData(EventTypes.standard());

  private long expected;
  private long skippedInARow;

  /** @param first the seq that must come first, or {@link #ANY} */
  public SeqOrder(long first) {
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
      return isBeginning(ANY_DATA.decode(line, from, to));
    } catch (DaybookException unreadable) {
      return false;
    }
  }

  /** Takes the file's first entry. */
  public void begins(Entry entry) {
    if (expected >= 0 && expected <= entry.seq() && isBeginning(entry)) {
      expected = entry.seq();
    }
  }

  /** As {@link #begins(Entry)}; a decoder that keeps data verbatim recognises no gap. */
  void begins(Entry entry, byte[] line, int from, int to) {
    if (entry.seq() > 0 && entry.type().equals(GAP) && isBeginning(line, from, to)) {
      expected = Math.max(expected, entry.seq());
    }
  }

  /** Counts a line that could not be read. */
  public void skipped() {
    skippedInARow++;
  }

  /** Returns true if that seq may come next. */
  public boolean follows(long seq) {
    return expected == ANY || (expected <= seq && seq <= expected + skippedInARow);
  }

  /** Takes the next seq; {@code SEQ_GAP} if it does not follow, else null. */
  public @Nullable DaybookException next(long seq) {
    long wanted = expected;
    boolean follows = follows(seq);
    expected = seq + 1;
    skippedInARow = 0;
    return follows
        ? null
        : DaybookException.of(
            Kind.SEQ_GAP, "seq does not follow", "expected", wanted, "found", seq);
  }
}
