package dev.daybook.journal;

import dev.daybook.journal.Outage.State;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The failed sessions that wait to be reopened, linked through themselves: no memory is needed. */
final class Outages {

  private @Nullable Outage first;

  boolean isEmpty() {
    return first == null;
  }

  void add(Outage outage) {
    outage.next = first;
    first = outage;
  }

  void remove(Outage outage) {
    Outage before = null;
    for (Outage each = first; each != null; each = each.next) {
      if (each == outage) {
        if (before == null) {
          first = each.next;
        } else {
          before.next = each.next;
        }
        break;
      }
      before = each;
    }
    outage.next = null;
    outage.state = State.NONE;
  }

  /** Removes those that wait for their next attempt. */
  void removeWaiting() {
    Outage each = first;
    while (each != null) {
      Outage next = each.next;
      if (each.state == State.WAITING) {
        remove(each);
      }
      each = next;
    }
  }

  boolean isAny(Predicate<Outage> condition) {
    for (Outage each = first; each != null; each = each.next) {
      if (condition.test(each)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the session whose next attempt comes first; null if none waits for one. */
  @Nullable
  Outage earliest() {
    Outage earliest = null;
    for (Outage each = first; each != null; each = each.next) {
      if (each.state == State.WAITING
          && (earliest == null || each.dueNanos - earliest.dueNanos < 0)) {
        earliest = each;
      }
    }
    return earliest;
  }
}
