package dev.daybook.journal;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** The running numbers behind {@link Counters}. A session's tally adds to the journal's as well. */
@SuppressWarnings("EnumOrdinal") // a count's place in the array is known in here alone
final class Tally {

  enum Count {
    RECORDED,
    WRITTEN,
    FORCED,
    DROPPED,
    REJECTED,
    FAILED,
    BYTES_WRITTEN,
    WRITES,
    FORCES
  }

  private static final int COUNTS = Count.values().length;

  private final @Nullable Tally total;

  /** One object for all: there may be many sessions. */
  private final AtomicLongArray counts = new AtomicLongArray(COUNTS);

  Tally(@Nullable Tally total) {
    this.total = total;
  }

  void add(Count count, long n) {
    counts.addAndGet(count.ordinal(), n);
    if (total != null) {
      total.add(count, n);
    }
  }

  private long get(Count count) {
    return counts.get(count.ordinal());
  }

  Counters counters() {
    return new Counters(
        get(Count.RECORDED),
        get(Count.WRITTEN),
        get(Count.FORCED),
        get(Count.DROPPED),
        get(Count.REJECTED),
        get(Count.FAILED),
        get(Count.BYTES_WRITTEN),
        get(Count.WRITES),
        get(Count.FORCES));
  }
}
