package dev.daybook.catalog;

import dev.daybook.DaybookException;
import java.util.List;

/**
 * The forest of forks of a folder's sessions, according to their first entries. It holds every
 * session of the folder once, except those below a {@link LineageNode.Cut cut} and those that
 * cannot be read, which are among the problems.
 *
 * <p>Only first entries are read, some 16 KB of each file. Sessions of sub-agents are named in the
 * middle of their parents' files, so they are roots here.
 *
 * @param roots the sessions that are no forks, the parents that are gone, and the first id of each
 *     cycle of forks; in the order of their ids
 * @param problems the sessions that cannot be read or name an invalid parent, in the order of the
 *     ids
 */
public record Lineage(List<LineageNode> roots, List<Problem> problems) {

  /** The default depth up to which a tree is shown. */
  public static final int DEFAULT_MAX_DEPTH = 32;

  /** The greatest depth up to which a tree can be shown. */
  public static final int MAX_DEPTH = 200;

  /**
   * A session whose first entry cannot be read or names an invalid parent id. With
   * {@code INVALID_SESSION_ID} the session is a root of the tree; otherwise it appears only as the
   * parent of others.
   *
   * @param session its id
   * @param fault the failure
   */
  public record Problem(String session, DaybookException fault) {}

  public Lineage {
    roots = List.copyOf(roots);
    problems = List.copyOf(problems);
  }
}
