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

  /** The time at which the pause after a report ends for some session; none without sums. */
  private long dueNanos;

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
    if (sums.size() == 1) {
      dueNanos = now + PAUSE_NANOS;
    }
    return all;
  }

  /** Takes the events of a session that were not reported. Those that follow are summed again. */
  long take(String session) {
    Sum sum = sums.get(session);
    if (sum == null) {
      return 0;
    }
    long count = sum.count;
    sum.count = 0;
    return count;
  }

  /** Reports the sums whose second is over, and forgets those of sessions that drop no more. */
  void reportDue(long now, Report report) {
    if (nanosToNext(now) > 0) {
      return;
    }
    dueNanos = now + PAUSE_NANOS;
    Iterator<Map.Entry<String, Sum>> each = sums.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<String, Sum> next = each.next();
      Sum sum = next.getValue();
      long pauseEnds = sum.reportedNanos + PAUSE_NANOS;
      if (now - pauseEnds < 0) {
        dueNanos = pauseEnds - dueNanos < 0 ? pauseEnds : dueNanos;
      } else if (sum.count == 0) {
        each.remove();
      } else {
        report.of(next.getKey(), sum.count);
        sum.count = 0;
        sum.reportedNanos = now;
      }
    }
  }

  /** Returns true if {@link #reportDue} will have no work before the next drop. */
  boolean isEmpty() {
    return sums.isEmpty();
  }

  /** Returns the time until {@link #reportDue} has work. */
  long nanosToNext(long now) {
    return isEmpty() ? Long.MAX_VALUE : Math.max(0, dueNanos - now);
  }
}
