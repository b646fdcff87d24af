package dev.daybook.internal.fork;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.catalog.Lineage;
import dev.daybook.catalog.LineageNode;
import dev.daybook.catalog.LineageNode.Cut;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.fork.Origins.Origin;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.line.ReadErrors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The builder of the trees from the origins. Its recursion is limited by the depth limit, which is
 * small.
 */
public final class LineageTree {

  private final Origins origins;
  private final Map<String, Origin> bySession;
  private final int maxDepth;

  /** The forks of each parent, in the order of their ids. */
  private final Map<String, List<String>> forks = new TreeMap<>();

  LineageTree(Origins origins, int maxDepth) {
    this.origins = origins;
    this.bySession = origins.bySession();
    this.maxDepth = maxDepth;
    bySession.forEach((session, origin) -> {
      if (origin.parent() != null) {
        forks.computeIfAbsent(origin.parent(), parent -> new ArrayList<>()).add(session);
      }
    });
  }

  /**
   * Returns the lineage of all sessions in the folder. Reads their first entries. Memory grows with
   * the number of sessions, not with the size of their files.
   *
   * @param maxLineBytes the longest first line to hold
   * @param maxDepth the number of levels to show below a root, from 0 to
   *     {@value Lineage#MAX_DEPTH}, so that a caller can walk the tree by recursion
   * @throws DaybookException {@code INVALID_VALUE} if the depth is out of its range;
   *     {@code IO_ERROR} if the folder cannot be listed; {@code UNSAFE_PATH}; {@code INTERRUPTED}
   *     with the thread's interrupt flag set
   */
  public static Lineage read(
      SessionFolder folder, EventTypes types, int maxLineBytes, int maxDepth) {
    if (maxDepth < 0 || maxDepth > Lineage.MAX_DEPTH) {
      throw DaybookException.of(
          Kind.INVALID_VALUE,
          "the depth is out of range",
          "field",
          "max_depth",
          "maxDepth",
          maxDepth,
          "most",
          Lineage.MAX_DEPTH);
    }
    try {
      Origins origins = new Origins(folder, types, maxLineBytes);
      origins.read();
      return new Lineage(new LineageTree(origins, maxDepth).roots(), origins.problems());
    } catch (IOException e) {
      throw ReadErrors.of(e, "cannot list the sessions", "root", folder.root());
    }
  }

  /** A node of the tree. */
  record ForkedSession(
      String session,
      OptionalLong forkedToSeq,
      boolean exists,
      List<LineageNode> children,
      Optional<Cut> cut)
      implements LineageNode {

    ForkedSession {
      children = List.copyOf(children);
    }
  }

  List<LineageNode> roots() {
    Set<String> roots = new TreeSet<>(firstOfCycles());
    bySession.forEach((session, origin) -> {
      if (origin.parent() == null) {
        roots.add(session);
      } else if (!bySession.containsKey(origin.parent())) {
        roots.add(origin.parent());
      }
    });
    return roots.stream().map(root -> node(root, root, 0)).toList();
  }

  /**
   * Returns the first id of every cycle of parents. Each session has one parent, so cycles do not
   * share members.
   */
  private Set<String> firstOfCycles() {
    Set<String> firsts = new HashSet<>();
    Set<String> walked = new HashSet<>();
    for (String start : bySession.keySet()) {
      Set<String> path = new HashSet<>();
      String at = start;
      while (at != null && walked.add(at)) {
        path.add(at);
        at = parentOf(at);
      }
      if (at != null && path.contains(at)) {
        firsts.add(firstOfCycle(at));
      }
    }
    return firsts;
  }

  private String firstOfCycle(String member) {
    String first = member;
    for (String at = parentOf(member); at != null && !at.equals(member); at = parentOf(at)) {
      first = at.compareTo(first) < 0 ? at : first;
    }
    return first;
  }

  private @Nullable String parentOf(String session) {
    Origin origin = bySession.get(session);
    return origin == null ? null : origin.parent();
  }

  private LineageNode node(String session, String root, int depth) {
    List<String> children = forks.getOrDefault(session, List.of());
    if (depth > 0 && session.equals(root)) {
      return leaf(session, Cut.CYCLE);
    }
    if (depth == maxDepth && !children.isEmpty()) {
      return leaf(session, Cut.DEPTH);
    }
    List<LineageNode> nodes = new ArrayList<>();
    for (String child : children) {
      nodes.add(node(child, root, depth + 1));
    }
    return new ForkedSession(
        session, forkedToSeq(session), origins.exists(session), nodes, Optional.empty());
  }

  private LineageNode leaf(String session, Cut cut) {
    return new ForkedSession(
        session, forkedToSeq(session), origins.exists(session), List.of(), Optional.of(cut));
  }

  private OptionalLong forkedToSeq(String session) {
    Origin origin = bySession.get(session);
    Long seq = origin == null ? null : origin.forkedToSeq();
    return seq == null ? OptionalLong.empty() : OptionalLong.of(seq);
  }
}
