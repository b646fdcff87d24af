package dev.daybook.fork;

import dev.daybook.codec.EventTypes;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.replay.ReadErrors;
import dev.daybook.session.SessionFolder;
import java.io.IOException;
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

  /**
   * Reads the first entries of all sessions in the folder and returns their lineage. Memory grows
   * with the number of sessions, not with the size of their files.
   *
   * @param maxLineBytes the longest first line to hold
   * @param maxDepth the number of levels to show below a root, from 0 to {@value #MAX_DEPTH}, so
   *     that a caller can walk the tree by recursion
   * @throws DaybookException {@code INVALID_VALUE} if the depth is out of its range;
   *     {@code IO_ERROR} if the folder cannot be listed; {@code UNSAFE_PATH}; {@code INTERRUPTED}
   *     with the thread's interrupt flag set
   */
  public static Lineage of(SessionFolder folder, EventTypes types, int maxLineBytes, int maxDepth) {
    if (maxDepth < 0 || maxDepth > MAX_DEPTH) {
      throw DaybookException.of(
          Kind.INVALID_VALUE,
          "the depth is out of range",
          "field",
          "max_depth",
          "maxDepth",
          maxDepth,
          "most",
          MAX_DEPTH);
    }
    try {
      Origins origins = new Origins(folder, types, maxLineBytes);
      origins.read();
      return new Lineage(new LineageTree(origins, maxDepth).roots(), origins.problems());
    } catch (IOException e) {
      throw ReadErrors.of(e, "cannot list the sessions", "root", folder.root());
    }
  }
}
