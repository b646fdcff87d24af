package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A return of the conversation to an earlier entry, from where it goes on as another branch. Of the
 * entries before this one, only those in the ranges belong to the conversation from now on; the
 * others stay in the file. A later switch can bring them back.
 *
 * @param kept the entries that belong to the conversation, in ascending ranges that do not meet;
 *     empty if it begins anew
 * @param reason the cause, in a word or a sentence
 */
public record BranchSwitched(List<SeqRange> kept, @Nullable String reason)
    implements StandardEvent {

  public BranchSwitched {
    kept = Check.list(kept, BranchSwitched.class, "kept");
    for (int i = 1; i < kept.size(); i++) {
      if (kept.get(i).fromSeq() <= kept.get(i - 1).toSeq()) {
        throw Check.invalid(
            "ranges meet or are not in their order; sort them", BranchSwitched.class, "kept");
      }
    }
  }

  /** Returns true if an entry of that seq, which stands before this one, stays. */
  public boolean keeps(long seq) {
    int from = 0;
    int to = kept.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      SeqRange range = kept.get(middle);
      if (seq < range.fromSeq()) {
        to = middle;
      } else if (seq > range.toSeq()) {
        from = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }
}
