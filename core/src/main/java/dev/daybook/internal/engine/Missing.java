package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The count of one session's events that are missing from its file.
 *
 * <p>An event is <em>missing</em> from when it is dropped or fails until a {@link Gap} entry counts
 * it. The entry is <em>pending</em> until it is forced; if it is lost before, its events are
 * missing again. Besides, the next sync or close of the session throws once because of events that
 * the session recovered without, that could not be written themselves and had no waiter, or that
 * were dropped under a policy that reports its drops.
 *
 * <p>Recording threads and the journal thread count, each event once; the journal thread does all
 * else.
 */
final class Missing {

  /** A gap entry that is not forced yet. */
  private record PendingGap(long seq, String reason, long count) {}

  private static final String FATE_OF_UNWRITABLE =
      "could not be written because of what is in them";
  private static final String FATE_OF_LOST =
      "could not be written because the session failed; a gap entry counts them in their place";
  private static final String FATE_OF_DROPPED =
      "were dropped because there was no room: the disk is too slow or hangs; a gap entry counts"
          + " them in their place";

  private static final AtomicLongFieldUpdater<Missing> DROPPED =
      AtomicLongFieldUpdater.newUpdater(Missing.class, "dropped");
  private static final AtomicLongFieldUpdater<Missing> FAILED =
      AtomicLongFieldUpdater.newUpdater(Missing.class, "failed");

  private final String sessionId;

  /** The events that found no room. */
  final Drops drops = new Drops();

  /** True while a request for a gap entry is under way because of drops. */
  private final AtomicBoolean isRequested = new AtomicBoolean();

  /** The dropped events whose gap entry was lost. */
  private volatile long dropped;

  /** The events that came while the session had failed, or failed with it; any thread. */
  private volatile long failed;

  /** The gap entries that are not forced yet; created for the first gap. */
  private @Nullable List<PendingGap> pending;

  /** The dropped events that were reported to the listener with an entry that was then lost. */
  private long droppedReported;

  /** The last failure of the session. */
  private @Nullable DaybookException lastFailure;

  // what the next sync reports
  private long unwritable;
  private long lost;
  private long overflowed;
  private @Nullable DaybookException firstReason;

  Missing(String sessionId) {
    this.sessionId = sessionId;
  }

  /**
   * Adds to the missing events, for that reason of a {@link Gap}, and returns the number before.
   */
  long add(String reason, long events) {
    return of(reason).getAndAdd(this, events);
  }

  private static AtomicLongFieldUpdater<Missing> of(String reason) {
    return reason.equals(Gap.FAILURE) ? FAILED : DROPPED;
  }

  /** Returns true if the caller must request a gap entry because of drops. */
  boolean beginsToOwe() {
    return !isRequested.get() && isRequested.compareAndSet(false, true);
  }

  // --- journal thread only

  /** Notes that the request for a gap entry has arrived. */
  void requestArrived() {
    isRequested.set(false);
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
  void gapBegun(long seq, String reason, long count) {
    if (pending == null) {
      pending = new ArrayList<>();
    }
    pending.add(new PendingGap(seq, reason, count));
  }

  /** Gives back the events of a gap entry that was not encoded after all. */
  void gapNotEncoded(long seq, String reason, long count) {
    if (pending != null) {
      pending.removeIf(gap -> gap.seq == seq);
    }
    add(reason, count);
  }

  /** Returns the number of gap entries that have that seq or a later one. */
  long gapsFrom(long seq) {
    long gaps = 0;
    for (int i = 0; pending != null && i < pending.size(); i++) {
      gaps += pending.get(i).seq >= seq ? 1 : 0;
    }
    return gaps;
  }

  /** Forgets the gap entries up to that seq: they are forced. */
  void forcedTo(long seq) {
    if (pending != null) {
      pending.removeIf(gap -> gap.seq <= seq);
    }
  }

  /** Returns how many of these dropped events were not reported to the listener. */
  long unreported(long count) {
    long before = Math.min(droppedReported, count);
    droppedReported -= before;
    return count - before;
  }

  /**
   * Counts the entries from that seq to before {@code end} as missing, and again the events that
   * gap entries among them counted; the next sync reports those with the entries that count them
   * now.
   */
  void lost(long seq, long end) {
    long events = Math.max(0, end - seq);
    for (PendingGap gap : pending == null ? List.<PendingGap>of() : pending) {
      if (gap.seq >= seq) {
        events--;
        add(gap.reason, gap.count);
        if (gap.reason.equals(Gap.FAILURE)) {
          lost -= Math.min(lost, gap.count);
        } else {
          droppedReported += gap.count;
        }
      }
    }
    if (lost + unwritable + overflowed == 0) {
      firstReason = null;
    }
    pending = null;
    add(Gap.FAILURE, events);
  }

  // --- what the next sync reports; journal thread only

  /** Notes that the session failed: events will be missing because of it. */
  void failed(DaybookException why) {
    lastFailure = why;
  }

  /** Adds an event that could not be written. */
  void addUnwritable(DaybookException why) {
    unwritable++;
    keep(why);
  }

  /** Adds events missing because of a failure, which a gap entry in the file counts. */
  void addLost(long events) {
    if (events > 0 && lastFailure != null) {
      lost += events;
      keep(lastFailure);
    }
  }

  /** Adds dropped events that a gap entry in the file counts. */
  void addDropped(long events) {
    overflowed += events;
    keep(Failures.dropped(sessionId));
  }

  private void keep(DaybookException why) {
    if (firstReason == null) {
      firstReason = why;
    }
  }

  /** Returns the exception to report, once; null if there is none. */
  @Nullable
  DaybookException takeReport() {
    DaybookException why = firstReason;
    if (why == null) {
      return null;
    }
    DaybookException report;
    try {
      report = report(why);
    } catch (OutOfMemoryError noMemory) {
      report = why;
    }
    firstReason = null;
    unwritable = 0;
    lost = 0;
    overflowed = 0;
    return report;
  }

  /** Returns one exception that names each cause, and the counts if there are several. */
  private DaybookException report(DaybookException why) {
    List<Object> details = new ArrayList<>(List.of("session", sessionId, "events"));
    details.add(unwritable + lost + overflowed);
    StringBuilder reason = new StringBuilder();
    int causes = cause(reason, details, "unwritable", unwritable, FATE_OF_UNWRITABLE)
        + cause(reason, details, "lost", lost, FATE_OF_LOST)
        + cause(reason, details, "dropped", overflowed, FATE_OF_DROPPED);
    if (causes == 1) {
      // all events are of it
      details.subList(4, details.size()).clear();
    }
    if (why.kind() != Kind.OVERFLOW) {
      details.addAll(List.of("first", String.valueOf(why.getMessage())));
    }
    reason.append("all others are as durable as this call promises");
    return DaybookException.causedBy(why, why.kind(), reason.toString(), details.toArray());
  }

  /** Adds a cause with its number of events; returns 0 and adds nothing if there are none. */
  private static int cause(
      StringBuilder reason, List<Object> details, String name, long events, String fate) {
    if (events == 0) {
      return 0;
    }
    reason.append("events recorded before this ").append(fate).append("; ");
    details.addAll(List.of(name, events));
    return 1;
  }
}
