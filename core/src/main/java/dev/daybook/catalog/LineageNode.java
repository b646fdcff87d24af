package dev.daybook.catalog;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A session in the tree of forks.
 *
 * @param session its id
 * @param forkedToSeq the last entry of its parent that it has; null if it is no fork
 * @param exists true if it has a file; a parent that is gone has none
 * @param children its forks, in the order of their ids
 * @param cut the reason the tree ends here early; null if all forks are shown
 */
public record LineageNode(
    String session,
    @Nullable Long forkedToSeq,
    boolean exists,
    List<LineageNode> children,
    @Nullable Cut cut) {

  /** A reason that a node's forks are not shown under it. */
  public enum Cut {
    /**
     * A cycle: the session is the root of this same tree, and its ancestors are recorded as its
     * forks.
     */
    CYCLE,
    /** The requested depth is reached, and the session has forks. */
    DEPTH;

    /** Returns the reason in lower case, as the command prints it. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public LineageNode {
    children = List.copyOf(children);
  }
}
