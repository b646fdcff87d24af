package dev.daybook.search;

import dev.daybook.DaybookException;
import java.util.List;
import java.util.Map;

/**
 * The totals of a search. Bytes are looked at before anything is decoded, so a line counts as bad
 * only if it seemed to match and is no entry, or no checksum proves it; {@code Daybook.verify}
 * looks at all lines.
 *
 * @param sessions the sessions that were searched, to their end or the end of the search
 * @param otherSessions the sessions that a filter of sessions excluded
 * @param unknownAgents those of them that were excluded because no line names their agent and a
 *     damaged one at their beginning may; 0 unless agents are asked for
 * @param hits the entries that matched and were given to the caller
 * @param bytes the bytes that were read
 * @param badLines the lines that seemed to match and were skipped because they are no entries, or
 *     longer than the longest line, or that are hits without a checksum
 * @param givenUp the entries in which the pattern took more steps than a text may cost, or more
 *     stack than there is: whether they match is unknown
 * @param tornTails the sessions whose file ends in the middle of a line, which was not searched; a
 *     writer may be at it
 * @param isComplete false if the limit or the caller ended the search
 * @param unread the reasons for sessions that could not be read, and for files that are left out of
 *     the catalog; at most {@value #MAX_UNREAD} of them
 * @param unreadSessions their number
 * @param agents the agents of the sessions that were met, by name, with the number of sessions;
 *     empty unless agents are asked for
 * @param states the states of the sessions that were met, likewise by wire name
 */
public record SearchTotals(
    long sessions,
    long otherSessions,
    long unknownAgents,
    long hits,
    long bytes,
    long badLines,
    long givenUp,
    long tornTails,
    boolean isComplete,
    List<DaybookException> unread,
    long unreadSessions,
    Map<String, Long> agents,
    Map<String, Long> states) {

  /** The most reasons that are kept. */
  public static final int MAX_UNREAD = 100;

  public SearchTotals {
    unread = List.copyOf(unread);
    agents = Map.copyOf(agents);
    states = Map.copyOf(states);
  }
}
