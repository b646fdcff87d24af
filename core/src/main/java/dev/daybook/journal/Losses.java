package dev.daybook.journal;

import dev.daybook.event.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The events of one session that are missing from its file and in none of its {@link Gap} entries.
 * Recording threads and the journal thread count them, each event once; the journal thread takes a
 * count when it writes a gap, and gives it back if that entry is lost as well.
 */
final class Losses {

  /** A gap entry that is not forced yet. */
  private record GapEntry(long seq, String reason, long count) {}

  private static final AtomicLongFieldUpdater<Losses> DROPPED =
      AtomicLongFieldUpdater.newUpdater(Losses.class, "dropped");
  private static final AtomicLongFieldUpdater<Losses> FAILED =
      AtomicLongFieldUpdater.newUpdater(Losses.class, "failed");

  /** The events that found no room. */
  final Drops drops = new Drops();

  /** True while the session is among those that owe a gap because of its drops. */
  private final AtomicBoolean owes = new AtomicBoolean();

  /** The dropped events whose gap entry was lost. */
  private volatile long dropped;

  /** The events that came while the session had failed, or failed with it; any thread. */
  private volatile long failed;

  /** The gap entries that are not forced yet; created for the first gap. */
  private @Nullable List<GapEntry> unforced;

  /** The dropped events that were reported to the listener with an entry that was then lost. */
  private long noticed;

  /**
   * Adds to the missing events, for that reason of a {@link Gap}, and returns the number before.
   */
  long add(String reason, long events) {
    return of(reason).getAndAdd(this, events);
  }

  private static AtomicLongFieldUpdater<Losses> of(String reason) {
    return reason.equals(Gap.FAILURE) ? FAILED : DROPPED;
  }

  /** Returns true if the caller must add the session to those that owe a gap because of drops. */
  boolean beginsToOwe() {
    return !owes.get() && owes.compareAndSet(false, true);
  }

  // --- journal thread only

  /** Removes the mark that the session is among those that owe a gap. */
  void owesNoMore() {
    owes.set(false);
  }

  /** Returns true if a gap is due when everything before that ring sequence is taken. */
  boolean isDue(long next) {
    return dropped > 0 || failed > 0 || !drops.isAny() || drops.isAnyBefore(next);
  }

  /** Returns true if there are missing events that no gap entry counts. */
  boolean isAny() {
    return dropped > 0 || failed > 0 || drops.isAny();
  }

  /**
   * Takes the missing events, for a gap entry that the caller writes.
   *
   * @param before of the dropped ones, those that belong before that ring sequence
   */
  long take(String reason, long before) {
    long count = of(reason).getAndSet(this, 0);
    return reason.equals(Gap.OVERFLOW) ? count + drops.takeBefore(before) : count;
  }

  /** Notes a gap entry that is about to be encoded. */
  void gapEncoding(long seq, String reason, long count) {
    if (unforced == null) {
      unforced = new ArrayList<>();
    }
    unforced.add(new GapEntry(seq, reason, count));
  }

  /** Drops the note: the entry was not encoded after all. */
  void gapDropped(long seq) {
    if (unforced != null) {
      unforced.removeIf(gap -> gap.seq == seq);
    }
  }

  /** Returns the number of gap entries that have that seq or a later one. */
  long gapsFrom(long seq) {
    long gaps = 0;
    for (int i = 0; unforced != null && i < unforced.size(); i++) {
      gaps += unforced.get(i).seq >= seq ? 1 : 0;
    }
    return gaps;
  }

  /** Forgets the gap entries up to that seq: they are forced. */
  void forcedTo(long seq) {
    if (unforced != null) {
      unforced.removeIf(gap -> gap.seq <= seq);
    }
  }

  /** Returns how many of these dropped events were not reported to the listener. */
  long unnoticed(long count) {
    long before = Math.min(noticed, count);
    noticed -= before;
    return count - before;
  }

  /**
   * Counts the entries from that seq to before {@code end} as missing, and again the events that
   * gap entries among them counted.
   *
   * @return the number of events in those gap entries with the reason {@link Gap#FAILURE}
   */
  long lost(long seq, long end) {
    long events = Math.max(0, end - seq);
    long countedBefore = 0;
    for (GapEntry gap : unforced == null ? List.<GapEntry>of() : unforced) {
      if (gap.seq >= seq) {
        events--;
        add(gap.reason, gap.count);
        if (gap.reason.equals(Gap.FAILURE)) {
          countedBefore += gap.count;
        } else {
          noticed += gap.count;
        }
      }
    }
    unforced = null;
    add(Gap.FAILURE, events);
    return countedBefore;
  }
}
