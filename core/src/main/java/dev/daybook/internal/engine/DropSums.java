package dev.daybook.internal.engine;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The dropped events that the listener is still to be notified of: of each session the first at
 * once, those that follow as a sum a second. Journal thread only.
 */
final class DropSums {

  private static final long PAUSE_NANOS = 1_000_000_000;

  /** The events since the last report of one session. */
  private static final class Sum {
    long count;
    long reportedNanos;
  }

  /** A receiver of a sum. */
  interface Report {
    void of(String session, long count);
  }

  private final Map<String, Sum> sums = new HashMap<>();

  /** Adds dropped events; returns the number to report now. */
  long add(String session, long count, long now) {
    Sum sum = sums.get(session);
    if (sum == null) {
      sum = new Sum();
      sums.put(session, sum);
    } else if (now - sum.reportedNanos < PAUSE_NANOS) {
      sum.count += count;
      return 0;
    }
    long all = count + sum.count;
    sum.count = 0;
    sum.reportedNanos = now;
    return all;
  }

  /** Takes the events of a session that were not reported. */
  long take(String session) {
    Sum sum = sums.remove(session);
    return sum == null ? 0 : sum.count;
  }

  /** Reports the sums whose second is over, and forgets those of sessions that drop no more. */
  void reportDue(long now, Report report) {
    Iterator<Map.Entry<String, Sum>> each = sums.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<String, Sum> next = each.next();
      Sum sum = next.getValue();
      if (now - sum.reportedNanos >= PAUSE_NANOS) {
        if (sum.count == 0) {
          each.remove();
        } else {
          report.of(next.getKey(), sum.count);
          sum.count = 0;
          sum.reportedNanos = now;
        }
      }
    }
  }

  boolean isEmpty() {
    return sums.isEmpty();
  }

  /** Returns the time until a sum is due. */
  long nanosToNext(long now) {
    long nanos = Long.MAX_VALUE;
    for (Sum sum : sums.values()) {
      if (sum.count > 0) {
        nanos = Math.min(nanos, Math.max(0, sum.reportedNanos + PAUSE_NANOS - now));
      }
    }
    return nanos;
  }
}
