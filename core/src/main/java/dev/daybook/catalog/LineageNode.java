package dev.daybook.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** A session in the tree of forks. Immutable. */
public interface LineageNode {

  /** Returns its id. */
  String session();

  /** Returns the last entry of its parent that it has; empty if it is no fork. */
  OptionalLong forkedToSeq();

  /** Returns true if it has a file; a parent that is gone has none. */
  boolean exists();

  /** Returns its forks, in the order of their ids. */
  List<LineageNode> children();

  /** Returns the reason the tree ends here early; empty if all forks are shown. */
  Optional<Cut> cut();

  /** A reason that a node's forks are not shown under it. */
  enum Cut {
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
}
