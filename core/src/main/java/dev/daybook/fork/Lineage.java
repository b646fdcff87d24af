package dev.daybook.fork;

import dev.daybook.codec.EventTypes;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.session.SessionFolder;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;

/**
 * Which sessions of a folder were forked from which, as their first entries say. Every session of
 * the folder is in it once, but for those below a {@link LineageNode.Cut cut} and those that cannot
 * be read, which are among the problems.
 *
 * <p>Only first entries are read, and of each file some 16 KB. So it does not know the sessions of
 * sub-agents, which are named in the middle of their parents' files; those are roots here.
 *
 * @param roots the sessions that are no forks, the parents that are gone, and of sessions that are
 *     forks of each other in a circle the one with the first id; in the order of their ids
 * @param problems what could not be read or believed, in the order of the ids
 */
public record Lineage(List<LineageNode> roots, List<Problem> problems) {

  /** How deep a tree is shown unless one says otherwise. */
  public static final int DEFAULT_MAX_DEPTH = 32;

  /** How deep a tree can be shown. */
  public static final int MOST_DEPTH = 200;

  /**
   * A session whose first entry cannot be read, or that names a parent no session can have. With
   * {@code INVALID_SESSION_ID} it is a root of the tree, else it is in it only as the parent of
   * others.
   *
   * @param session its id
   * @param fault what is wrong
   */
  public record Problem(String session, DaybookException fault) {}

  public Lineage {
    roots = List.copyOf(roots);
    problems = List.copyOf(problems);
  }

  /**
   * Reads the first entries of all sessions in the folder. Memory grows with their number, and not
   * with their files.
   *
   * @param maxLineBytes the longest first line to hold
   * @param maxDepth how many forks of forks to show below a root, from 0 to {@value #MOST_DEPTH},
   *     so that the tree can be walked by recursion
   * @throws DaybookException {@code INVALID_VALUE} if the depth is out of its range;
   *     {@code IO_ERROR} if the folder cannot be listed; {@code UNSAFE_PATH}; {@code INTERRUPTED}
   *     with the thread's interrupt flag set
   */
  public static Lineage of(SessionFolder folder, EventTypes types, int maxLineBytes, int maxDepth) {
    if (maxDepth < 0 || maxDepth > MOST_DEPTH) {
      throw DaybookException.of(
          Kind.INVALID_VALUE,
          "the depth is out of range",
          "field",
          "max_depth",
          "maxDepth",
          maxDepth,
          "most",
          MOST_DEPTH);
    }
    try {
      Origins origins = new Origins(folder, types, maxLineBytes);
      origins.read();
      return new Lineage(new LineageTree(origins, maxDepth).roots(), origins.problems());
    } catch (ClosedByInterruptException interrupted) {
      throw DaybookException.of(
          Kind.INTERRUPTED,
          "the reading thread was interrupted; read again",
          "root",
          folder.root());
    } catch (IOException e) {
      throw DaybookException.causedBy(
          e, Kind.IO_ERROR, "cannot list the sessions", "root", folder.root(), "cause", e);
    }
  }
}
