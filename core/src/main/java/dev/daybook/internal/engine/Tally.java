package dev.daybook.internal.engine;

import dev.daybook.Counters;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The running numbers behind {@link Counters}. A session's tally adds to the journal's as well. */
@SuppressWarnings("EnumOrdinal") // a count's place in the array is known in here alone
final class Tally {

  public enum Count {
    RECORDED,
    WRITTEN,
    FORCED,
    DROPPED,
    REJECTED,
    FAILED,
    BYTES_WRITTEN,
    WRITES,
    FORCES,
    FORCE_NANOS,
    MAX_FORCE_NANOS,
    /** Sessions that have failed and are open; this shrinks too. */
    FAILED_SESSIONS,
    /** Sessions whose files are given back until they are needed; this shrinks too. */
    IDLE_SESSIONS;

    long in(long[] counts) {
      return counts[ordinal()];
    }
  }

  private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int COUNTS = Count.values().length;

  private final @Nullable Tally total;

  /** The counts in one object, since there may be many sessions. */
  private final long[] counts = new long[COUNTS];

  Tally(@Nullable Tally total) {
    this.total = total;
  }

  void add(Count count, long n) {
    long ignored = (long) COUNT.getAndAdd(counts, count.ordinal(), n);
    if (total != null) {
      total.add(count, n);
    }
  }

  /** Counts a successful force. Journal thread only. */
  void forced(long nanos) {
    add(Count.FORCES, 1);
    add(Count.FORCE_NANOS, nanos);
    for (Tally each = this; each != null; each = each.total) {
      if (nanos > each.get(Count.MAX_FORCE_NANOS)) {
        COUNT.setVolatile(each.counts, Count.MAX_FORCE_NANOS.ordinal(), nanos);
      }
    }
  }

  long get(Count count) {
    return (long) COUNT.getVolatile(counts, count.ordinal());
  }

  Counters counters() {
    long[] now = new long[COUNTS];
    for (int i = 0; i < COUNTS; i++) {
      now[i] = (long) COUNT.getVolatile(counts, i);
    }
    return new TallyCounters(now);
  }
}
