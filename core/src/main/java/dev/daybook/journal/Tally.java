package dev.daybook.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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

  private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int COUNTS = Count.values().length;

  private final @Nullable Tally total;

  /** One object for all: there may be many sessions. */
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

  private long get(Count count) {
    return (long) COUNT.getVolatile(counts, count.ordinal());
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
