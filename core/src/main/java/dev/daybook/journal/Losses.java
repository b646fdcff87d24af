package dev.daybook.journal;

import dev.daybook.event.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * How many events of one session are missing from its file and not told of there. Recording threads
 * and the journal thread count them, each event once; the journal thread takes a count when it
 * writes a {@link Gap}, and gives it back if that entry is lost as well.
 */
final class Losses {

  /** A gap entry that is not forced yet. */
  private record Told(long seq, String reason, long count) {}

  private static final AtomicLongFieldUpdater<Losses> DROPPED =
      AtomicLongFieldUpdater.newUpdater(Losses.class, "dropped");
  private static final AtomicLongFieldUpdater<Losses> FAILED =
      AtomicLongFieldUpdater.newUpdater(Losses.class, "failed");

  /** Events that found no room. */
  final Drops drops = new Drops();

  /** Whether the session is among those that owe a gap because of its drops. */
  private final AtomicBoolean owes = new AtomicBoolean();

  /** Of the dropped events those whose gap entry was lost. */
  private volatile long dropped;

  /** Events that came while the session had failed, or failed with it; any thread. */
  private volatile long failed;

  /** Made for the first gap. */
  private @Nullable List<Told> unforced;

  /** Of the dropped events those of which the listener was told with an entry that was lost. */
  private long noticed;

  /** Adds to the missing events, for that reason of a {@link Gap}, and says how many there were. */
  long add(String reason, long events) {
    return of(reason).getAndAdd(this, events);
  }

  private static AtomicLongFieldUpdater<Losses> of(String reason) {
    return reason.equals(Gap.FAILURE) ? FAILED : DROPPED;
  }

  /** Whether the caller must add the session to those that owe a gap because of drops. */
  boolean beginsToOwe() {
    return !owes.get() && owes.compareAndSet(false, true);
  }

  // --- journal thread only

  /** The session is no longer among those that owe a gap. */
  void owesNoMore() {
    owes.set(false);
  }

  /** Whether a gap is due when everything before that ring sequence is taken. */
  boolean isDue(long next) {
    return dropped > 0 || failed > 0 || !drops.isAny() || drops.isAnyBefore(next);
  }

  /** Whether there are missing events that the file does not tell of. */
  boolean isAny() {
    return dropped > 0 || failed > 0 || drops.isAny();
  }

  /**
   * The missing events, which are being told of from now on.
   *
   * @param before of the dropped ones, those that belong before that ring sequence
   */
  long take(String reason, long before) {
    long count = of(reason).getAndSet(this, 0);
    return reason.equals(Gap.OVERFLOW) ? count + drops.takeBefore(before) : count;
  }

  /** A gap entry is about to be encoded. */
  void told(long seq, String reason, long count) {
    if (unforced == null) {
      unforced = new ArrayList<>();
    }
    unforced.add(new Told(seq, reason, count));
  }

  /** It was not encoded after all. */
  void untold(long seq) {
    if (unforced != null) {
      unforced.removeIf(gap -> gap.seq == seq);
    }
  }

  /** How many gap entries have that seq or a later one. */
  long gapsFrom(long seq) {
    long gaps = 0;
    for (int i = 0; unforced != null && i < unforced.size(); i++) {
      gaps += unforced.get(i).seq >= seq ? 1 : 0;
    }
    return gaps;
  }

  /** The gap entries up to that seq are forced. */
  void forcedTo(long seq) {
    if (unforced != null) {
      unforced.removeIf(gap -> gap.seq <= seq);
    }
  }

  /** How many of so many dropped events the listener has not been told of. */
  long unnoticed(long count) {
    long before = Math.min(noticed, count);
    noticed -= before;
    return count - before;
  }

  /**
   * The entries from that seq to before {@code end} are not in the file: they are missing, and so
   * is again what gaps among them told.
   *
   * @return how many of them had been told as {@link Gap#FAILURE}
   */
  long lost(long seq, long end) {
    long events = Math.max(0, end - seq);
    long toldBefore = 0;
    for (Told gap : unforced == null ? List.<Told>of() : unforced) {
      if (gap.seq >= seq) {
        events--;
        add(gap.reason, gap.count);
        if (gap.reason.equals(Gap.FAILURE)) {
          toldBefore += gap.count;
        } else {
          noticed += gap.count;
        }
      }
    }
    unforced = null;
    add(Gap.FAILURE, events);
    return toldBefore;
  }
}
