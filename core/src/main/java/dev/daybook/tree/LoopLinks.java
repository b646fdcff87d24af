package dev.daybook.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parent of each loop of a session, as indexes into the list of its loops. The links are a
 * forest for any ids. A loop whose parent is itself or is missing is a root. In a cycle of loops
 * the first in the list is the root.
 *
 * <p>If several loops have the id of a parent, a loop stands under the last of them before it, else
 * under the first after it.
 */
final class LoopLinks {

  private static final int NONE = -1;

  private final int[] parents;
  private final List<List<Integer>> children = new ArrayList<>();

  private LoopLinks(int[] parents) {
    this.parents = parents;
    for (int i = 0; i < parents.length; i++) {
      children.add(new ArrayList<>(0));
    }
    for (int i = 0; i < parents.length; i++) {
      if (parents[i] != NONE) {
        children.get(parents[i]).add(i);
      }
    }
  }

  static <T> LoopLinks of(
      List<T> loops, Function<T, String> id, Function<T, @Nullable String> parentId) {
    int[] parents = new int[loops.size()];
    Map<String, Integer> first = new HashMap<>();
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < parents.length; i++) {
      first.putIfAbsent(id.apply(loops.get(i)), i);
    }
    for (int i = 0; i < parents.length; i++) {
      String own = id.apply(loops.get(i));
      String parent = parentId.apply(loops.get(i));
      parents[i] = parent == null || parent.equals(own)
          ? NONE
          : last.getOrDefault(parent, first.getOrDefault(parent, NONE));
      last.put(own, i);
    }
    breakCycles(parents);
    return new LoopLinks(parents);
  }

  /**
   * Makes a root of the first loop in each cycle. Visits each place at most twice and does not
   * recurse, so a chain may have any length.
   */
  private static void breakCycles(int[] parents) {
    int[] walkedBy = new int[parents.length];
    for (int start = 0; start < parents.length; start++) {
      int walk = start + 1;
      int place = start;
      while (place != NONE && walkedBy[place] == 0) {
        walkedBy[place] = walk;
        place = parents[place];
      }
      if (place != NONE && walkedBy[place] == walk) {
        int top = place;
        for (int i = parents[place]; i != place; i = parents[i]) {
          top = Math.min(top, i);
        }
        parents[top] = NONE;
      }
    }
  }

  boolean isRoot(int place) {
    return parents[place] == NONE;
  }

  /** Returns the children of that place, in the order of the list. */
  List<Integer> children(int place) {
    return children.get(place);
  }

  /** Returns the places from the root down to that place. */
  List<Integer> chainTo(int place) {
    ArrayDeque<Integer> chain = new ArrayDeque<>();
    for (int i = place; i != NONE; i = parents[i]) {
      chain.addFirst(i);
    }
    return List.copyOf(chain);
  }

  /** Returns every place once, in depth-first order. */
  List<Integer> depthFirst() {
    List<Integer> order = new ArrayList<>(parents.length);
    ArrayDeque<Integer> open = new ArrayDeque<>();
    for (int i = parents.length - 1; i >= 0; i--) {
      if (isRoot(i)) {
        open.push(i);
      }
    }
    while (!open.isEmpty()) {
      int place = open.pop();
      order.add(place);
      List<Integer> below = children(place);
      for (int i = below.size() - 1; i >= 0; i--) {
        open.push(below.get(i));
      }
    }
    return order;
  }

  int parent(int place) {
    return parents[place];
  }
}
