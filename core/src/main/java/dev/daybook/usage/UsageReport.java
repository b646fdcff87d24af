package dev.daybook.usage;

import dev.daybook.DaybookException;
import java.util.List;
import java.util.Map;

/** The usage of the sessions that a query asked for. Immutable. */
public interface UsageReport {

  /** The model of calls that name none, in {@link #unpricedModels}. */
  String UNKNOWN_MODEL = "";

  /** Returns what the rows are by. */
  UsageGrouping by();

  /**
   * Returns the rows: those by time from the earliest on, others from the greatest cost on, then
   * from the most tokens, then from the most tool calls.
   */
  List<UsageRow> rows();

  /** Returns the sum of all rows, in which each session counts once. */
  UsageRow total();

  /** Returns the number of sessions that were read. */
  long sessions();

  /**
   * Returns the number of sessions that have entries which the query asks for, and no count of
   * tokens among them; 0 where rows are by tool, which have none. The rest of a session whose other
   * entries count elsewhere is none of them.
   */
  long sessionsWithoutTokens();

  /**
   * Returns the number of sessions that were read as those of sub-agents: the query names others,
   * which called them.
   */
  long subAgents();

  /**
   * Returns the sessions with entries that count in another one, by id, with the number of these
   * entries: older versions of a source that was imported anew, copies of it, and histories that an
   * agent copied into a new file.
   */
  Map<String, Long> repeatedEntriesBySession();

  /**
   * Returns the agents of the sessions that were read, by name, with the number of sessions; also
   * of those that the query does not ask for.
   */
  Map<String, Long> agents();

  /** Returns the models that answered in the sessions that were read, likewise. */
  Map<String, Long> models();

  /**
   * Returns the models of calls whose cost is not known, by name, with the number of these calls.
   */
  Map<String, Long> unpricedModels();

  /** Returns the number of lines that are no entry of their session, and so are not counted. */
  long skippedLines();

  /** Returns the sessions with such lines, by id, with their number. */
  Map<String, Long> skippedLinesBySession();

  /**
   * Returns the failures of the sessions that could not be read, and of files that are no session:
   * each with the session or the file in its details. All others are counted.
   */
  List<DaybookException> unread();

  /** Returns the number of bytes that were read. */
  long bytes();

  /**
   * Returns the usage of this report and another one, of other sessions, as of another project.
   * Rows with the same key are added up; of sessions with the same id in both, the rows are too.
   *
   * @throws IllegalArgumentException if the other one has other rows than {@link #by()}
   */
  UsageReport plus(UsageReport other);
}
