package dev.daybook.journal;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The running numbers behind {@link Counters}. A session's tally adds to the journal's as well. */
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

  private final @Nullable Tally total;
  private final Map<Count, AtomicLong> counts = new EnumMap<>(Count.class);

  Tally(@Nullable Tally total) {
    this.total = total;
    for (Count count : Count.values()) {
      counts.put(count, new AtomicLong());
    }
  }

  void add(Count count, long n) {
    of(count).addAndGet(n);
    if (total != null) {
      total.add(count, n);
    }
  }

  private AtomicLong of(Count count) {
    return requireNonNull(counts.get(count));
  }

  private long get(Count count) {
    return of(count).get();
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
