package dev.daybook.internal.exchange.reading;

import dev.daybook.event.BranchSwitched;
import dev.daybook.event.SeqRange;
import dev.daybook.exchange.ImportTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a session that its conversation has left, as the agent went back or wrote other
 * words in their place. Belongs to one reader.
 */
public final class LeftEntries {

  /** The first seq of each range and the one behind it; ranges do not meet. */
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  private final BranchBudget budget = new BranchBudget();

  private boolean isNew;

  /** Leaves the entries {@code [fromSeq, toSeq)}, which may be none. */
  public void leave(long fromSeq, long toSeq) {
    if (toSeq <= fromSeq) {
      return;
    }
    long from = fromSeq;
    long to = toSeq;
    Map.Entry<Long, Long> before = ranges.floorEntry(from);
    if (before != null && before.getValue() >= from) {
      from = before.getKey();
      to = Math.max(to, before.getValue());
    }
    Map.Entry<Long, Long> next = ranges.ceilingEntry(from);
    while (next != null && next.getKey() <= to) {
      to = Math.max(to, next.getValue());
      ranges.remove(next.getKey());
      next = ranges.ceilingEntry(from);
    }
    ranges.put(from, to);
    isNew = true;
  }

  /** Leaves entries that a summary stands for, so that no switch is needed. */
  public void leaveCovered(long fromSeq, long toSeq) {
    boolean wasNew = isNew;
    leave(fromSeq, toSeq);
    isNew = wasNew;
  }

  /** Returns true if a switch may be made now; the first time that none may, says so. */
  public boolean maySwitch(ImportTarget target, @Nullable Instant ts) {
    return budget.allows(target, ts);
  }

  /** Takes what was looked at for a switch. */
  public void spend(int steps) {
    budget.spend(steps, 0);
  }

  /**
   * Adds a switch to the entries that are left over, if some were left since the last one. If it
   * may not be made now, the next one makes up for it.
   *
   * @return true if one was added
   */
  public boolean addSwitch(
      ImportTarget target, String reason, @Nullable Instant ts, @Nullable String id) {
    if (!isNew || !maySwitch(target, ts)) {
      return false;
    }
    long next = target.nextSeq();
    List<SeqRange> kept = new ArrayList<>();
    long from = 0;
    for (Map.Entry<Long, Long> left : ranges.entrySet()) {
      if (left.getKey() > from) {
        kept.add(new SeqRange(from, left.getKey() - 1));
      }
      from = left.getValue();
    }
    if (next > from) {
      kept.add(new SeqRange(from, next - 1));
    }
    budget.spend(ranges.size(), kept.size());
    target.add(new BranchSwitched(kept, reason), ts, id);
    // joins the ranges around it, so that there are few
    leave(next, next + 1);
    isNew = false;
    return true;
  }
}
