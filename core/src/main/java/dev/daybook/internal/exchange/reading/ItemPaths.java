package dev.daybook.internal.exchange.reading;

import dev.daybook.event.SeqRange;
import dev.daybook.exchange.ImportTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The branches of a foreign session whose items name their parents: which entries each item gave,
 * and so which entries lie on the path to an item. Belongs to one reader. Memory grows with the
 * number of items.
 */
public final class ItemPaths {

  private record Node(@Nullable String parent, long fromSeq, long toSeq) {}

  private final Map<String, Node> nodes = new HashMap<>();
  private final BranchBudget budget = new BranchBudget();

  /**
   * Adds an item that gave the entries {@code [fromSeq, toSeq)}, which may be none.
   *
   * @param parent the item before it on its branch; null for a root
   */
  public void add(String id, @Nullable String parent, long fromSeq, long toSeq) {
    nodes.put(id, new Node(parent, fromSeq, toSeq));
  }

  /** Returns true if there is such an item. */
  public boolean has(String id) {
    return nodes.containsKey(id);
  }

  /** Returns the item before that one on its branch; null if there is none. */
  @Nullable
  public String parent(String id) {
    Node node = nodes.get(id);
    return node == null ? null : node.parent();
  }

  /** Returns the seq of the first entry that the item gave; null if there is no such item. */
  @Nullable
  public Long fromSeq(String id) {
    Node node = nodes.get(id);
    return node == null ? null : (Long) node.fromSeq();
  }

  /**
   * Returns true if a switch of branches may be made now; the first time that none may, says so.
   */
  public boolean maySwitch(ImportTarget target, @Nullable Instant ts) {
    return budget.allows(target, ts);
  }

  /**
   * Returns the entries of that item and of all above it, in ascending ranges.
   *
   * @param always entries that belong to every path, as a session's first ones
   */
  public List<SeqRange> pathTo(@Nullable String id, List<SeqRange> always) {
    List<SeqRange> path = new ArrayList<>(always);
    Set<String> seen = new HashSet<>();
    for (String at = id; at != null && seen.add(at); ) {
      Node node = nodes.get(at);
      if (node == null) {
        break;
      }
      if (node.toSeq() > node.fromSeq()) {
        path.add(new SeqRange(node.fromSeq(), node.toSeq() - 1));
      }
      at = node.parent();
    }
    List<SeqRange> joined = joined(path);
    budget.spend(seen.size(), joined.size());
    return joined;
  }

  private static List<SeqRange> joined(List<SeqRange> ranges) {
    ranges.sort((a, b) -> Long.compare(a.fromSeq(), b.fromSeq()));
    List<SeqRange> joined = new ArrayList<>();
    for (SeqRange range : ranges) {
      SeqRange last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && range.fromSeq() <= last.toSeq() + 1) {
        joined.set(
            joined.size() - 1, new SeqRange(last.fromSeq(), Math.max(last.toSeq(), range.toSeq())));
      } else {
        joined.add(range);
      }
    }
    return Collections.unmodifiableList(joined);
  }
}
