package dev.daybook.fork;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A session in the tree of forks.
 *
 * @param session its id
 * @param forkedToSeq the last entry of its parent that it has; null if it is no fork
 * @param exists whether it has a file; a parent that is gone has none
 * @param children its forks, in the order of their ids
 * @param cut why the tree does not go on here; null if it is shown as far as it goes
 */
public record LineageNode(
    String session,
    @Nullable Long forkedToSeq,
    boolean exists,
    List<LineageNode> children,
    @Nullable Cut cut) {

  /** Why a node's forks are not shown under it. */
  public enum Cut {
    /**
     * It is the session at the top of this very tree: its ancestors say that they are its forks.
     */
    CYCLE,
    /** It is as deep as was asked for, and has forks. */
    DEPTH;

    /** The reason in lower case, as the command prints it. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public LineageNode {
    children = List.copyOf(children);
  }
}
