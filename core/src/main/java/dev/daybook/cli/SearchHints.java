package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.search.SearchQuery;
import dev.daybook.search.SearchValues;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The values of filters that a search met, to say what there is if it found nothing. */
final class SearchHints {

  private final Map<String, Long> agents = new HashMap<>();
  private final Map<String, Long> states = new HashMap<>();
  private SearchValues values = SearchValues.NONE;

  /** Takes the agents and states of sessions that a search met. */
  void addSessions(Map<String, Long> moreAgents, Map<String, Long> moreStates) {
    moreAgents.forEach((name, count) -> agents.merge(name, count, Long::sum));
    moreStates.forEach((name, count) -> states.merge(name, count, Long::sum));
  }

  /** Takes the values in the sessions of a root that the query lets through; reads them. */
  void addEntries(Daybook daybook, SearchQuery query) {
    values = values.plus(daybook.searchValues(query));
  }

  Map<String, Long> agents() {
    return agents;
  }

  Map<String, Long> states() {
    return states;
  }

  /** Returns the values of the entries that were added. */
  SearchValues values() {
    return values;
  }

  /** Returns true if there is a session whose id begins as it was asked for. */
  boolean hasSession() {
    return !states.isEmpty();
  }

  /**
   * Reports each value that nothing has.
   *
   * @param form makes the same of two values that a filter does not distinguish
   */
  static void report(
      String what,
      Option option,
      Set<String> given,
      Map<String, Long> there,
      UnaryOperator<String> form) {
    for (String value : given) {
      String wanted = form.apply(value);
      if (there.keySet().stream().noneMatch(name -> form.apply(name).equals(wanted))) {
        Absent.report(what, option, value, there);
      }
    }
  }
}
